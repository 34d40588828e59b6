import type { Appointment } from '../appointments/appointment.entity.ts';
import { currentSessionRow } from '../appointments/session.entity.ts';
import { isOver } from '../appointments/visit-rules.ts';
import { field } from '../platform/use-case.ts';
import { isStaff } from '../platform/viewer.ts';
import { isFresh, waitingPatientRow } from './waiting-patient.entity.ts';

/**
 * When the patient began to wait. Null for viewers who are not staff. The session is read only if the patient
 * waits, which is rare.
 */
export const waitingSince = field(async ({ load, viewer }, appointment: Appointment) => {
  if (!isStaff(viewer) || isOver(appointment)) return null;
  const waiting = await load(waitingPatientRow, appointment.id);
  if (!waiting || !isFresh(waiting.seenAt)) return null;
  const session = await load(currentSessionRow, appointment.id);
  if (session?.patientJoinedAt || session?.endedAt) return null;
  // After a clock was set back, `since` may lie in the future.
  return new Date(Math.min(waiting.since.getTime(), Date.now()));
});
