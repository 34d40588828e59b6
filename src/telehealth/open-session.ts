import { SessionStatus, TelehealthSession } from '../appointments/session.entity.ts';
import { isOver } from '../appointments/visit-rules.ts';
import type { Work } from '../platform/context.ts';
import { insert, update } from '../platform/database/write.ts';
import { BadUserInput } from '../platform/refusals.ts';
import type { Visit } from './lock-visit.ts';
import { giveSignOfLife } from './presence/give-sign-of-life.ts';
import { topicsOf } from './topics.ts';
import { VisitClosed } from './visit-closed.ts';

/**
 * Returns the open session of an appointment. Creates it if there is none, and tells the participants. The
 * appointment's status says whether the visit is over: a session that has ended does not keep it closed.
 */
export function openSession({ db, announce }: Work, { appointment, session, nextSessionId }: Visit) {
  if (!appointment.telehealth)
    throw new BadUserInput('This appointment is not a telehealth visit', ['appointmentId'], 'NOT_TELEHEALTH');
  if (isOver(appointment)) throw new VisitClosed(appointment);
  if (session && !session.endedAt) {
    giveSignOfLife(db, session);
    return { session, isNew: false };
  }

  const { id, orgId, patientId, providerId, startsAt, endsAt } = appointment;
  const now = new Date();
  if (session) db.write(update(db, TelehealthSession, { id: session.id }, { undoneAt: now }));
  const opened = {
    id: nextSessionId,
    appointmentId: id,
    orgId,
    patientId,
    providerId,
    scheduledStartsAt: startsAt,
    scheduledEndsAt: endsAt,
    status: SessionStatus.READY,
    startedAt: now,
    patientJoinedAt: null,
    patientLastJoinedAt: null,
    endedAt: null,
    endedBy: null,
    undoneAt: null,
    lastSeenAt: now,
  };
  db.write(insert(db, TelehealthSession, opened));
  announce(topicsOf(appointment), id);
  return { session: opened, isNew: true };
}
