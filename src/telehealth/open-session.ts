import { SessionStatus, TelehealthSession } from '../appointments/session.entity.ts';
import { isOver } from '../appointments/visit-rules.ts';
import type { Work } from '../platform/context.ts';
import { insert } from '../platform/database/write.ts';
import { BadUserInput } from '../platform/refusals.ts';
import type { Visit } from './lock-visit.ts';
import { topicsOf } from './topics.ts';
import { VisitClosed } from './visit-closed.ts';

/** Returns the open session of an appointment. Creates it if there is none, and tells the participants. */
export function openSession({ db, announce }: Work, { appointment, session }: Visit) {
  if (!appointment.telehealth)
    throw new BadUserInput('This appointment is not a telehealth visit', ['appointmentId'], 'NOT_TELEHEALTH');
  if (isOver(appointment) || session?.endedAt) throw new VisitClosed(appointment);
  if (session) return { session, isNew: false };

  const { id, orgId, patientId } = appointment;
  const opened = {
    id,
    orgId,
    patientId,
    status: SessionStatus.READY,
    startedAt: new Date(),
    patientJoinedAt: null,
    endedAt: null,
  };
  db.write(insert(db, TelehealthSession, opened));
  announce(topicsOf(appointment), id);
  return { session: opened, isNew: true };
}
