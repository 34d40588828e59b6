import type { Appointment } from '../appointments/appointment.entity.ts';
import { sessionRow } from '../appointments/session.entity.ts';
import { isOver } from '../appointments/visit-rules.ts';
import type { RequestContext } from '../platform/context.ts';
import { isStaff } from '../platform/viewer.ts';
import { freshFrom, waitingPatientRow } from './waiting-patient.entity.ts';

/** Since when the patient has been waiting, for the organization's staff. A visit is looked up only where somebody waits, which is rare. */
export async function waitingSince({ load, viewer }: RequestContext, appointment: Pick<Appointment, 'id' | 'status'>) {
  if (!isStaff(viewer) || isOver(appointment)) return null;
  const waiting = await load(waitingPatientRow, appointment.id);
  if (!waiting || waiting.seenAt < freshFrom()) return null;
  const session = await load(sessionRow, appointment.id);
  return session?.patientJoinedAt || session?.endedAt ? null : waiting.since;
}
