import type { Appointment } from '../appointments/appointment.entity.ts';
import { sessionRow } from '../appointments/session.entity.ts';
import { isOver } from '../appointments/visit-rules.ts';
import type { RequestContext } from '../platform/context.ts';
import { isStaff } from '../platform/viewer.ts';
import { isFresh, waitingPatientRow } from './waiting-patient.entity.ts';

/** Since when the patient has been waiting, for the organization's staff. A visit is looked up only where somebody waits, which is rare. */
export async function waitingSince(
  { load, viewer }: RequestContext,
  appointment: Pick<Appointment, 'id' | 'status'>,
) {
  if (!isStaff(viewer) || isOver(appointment)) return null;
  const waiting = await load(waitingPatientRow, appointment.id);
  if (!waiting || !isFresh(waiting.seenAt)) return null;
  const session = await load(sessionRow, appointment.id);
  if (session?.patientJoinedAt || session?.endedAt) return null;
  // Where the clock was set back, they came at a time that is yet to be.
  return new Date(Math.min(waiting.since.getTime(), Date.now()));
}
