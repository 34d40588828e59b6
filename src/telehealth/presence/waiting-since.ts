import type { Appointment } from '../../appointments/appointment.entity.ts';
import { currentSessionRow } from '../../appointments/session.entity.ts';
import { isOver } from '../../appointments/visit-rules.ts';
import { field } from '../../platform/use-case.ts';
import { isStaff } from '../../platform/viewer.ts';
import { isFresh, waitingPatientRow } from '../waiting-patient.entity.ts';
import { isPresent, presencesRow } from './room-presence.entity.ts';

/**
 * When the patient began to wait, or waited again after they left the call. Null for viewers who are not staff.
 * The session is read only if the patient has the waiting room open, which is rare.
 */
export const waitingSince = field(async ({ load, viewer }, appointment: Appointment) => {
  if (!isStaff(viewer) || isOver(appointment)) return null;
  const waiting = await load(waitingPatientRow, appointment.id);
  if (!waiting || waiting.patientId !== appointment.patientId || !isFresh(waiting.seenAt)) return null;
  const [session, presences] = await Promise.all([
    load(currentSessionRow, appointment.id),
    load.all(presencesRow, appointment.id),
  ]);
  if (session?.endedAt) return null;
  const inCall = presences.find(
    ({ sessionId, identity }) => sessionId === session?.id && identity === `patient-${appointment.patientId}`,
  );
  if (inCall && isPresent(inCall)) return null;
  const since = Math.max(waiting.since.getTime(), inCall?.leftAt?.getTime() ?? 0);
  const joinedAt = session?.patientLastJoinedAt?.getTime();
  // They are on their way in, or in a meeting of which we hear nothing.
  if (joinedAt !== undefined && joinedAt >= since) return null;
  // After a clock was set back, it may lie in the future.
  return new Date(Math.min(since, Date.now()));
});
