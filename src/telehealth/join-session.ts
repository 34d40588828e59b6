import { SessionStatus, TelehealthSession } from '../appointments/session.entity.ts';
import { isOpen, isOver, isProviderOf, takesPartIn } from '../appointments/visit-rules.ts';
import type { ViewContext, Work } from '../platform/context.ts';
import { update } from '../platform/database/write.ts';
import { ROOM_NOT_READY } from '../platform/refusals.ts';
import { change } from '../platform/use-case.ts';
import { findVisit } from './find-visit.ts';
import { issueRoomToken, prefetchJitsiSettings } from './jitsi-token.ts';
import { lockVisit, lockVisitToOpen } from './lock-visit.ts';
import { openSession } from './open-session.ts';
import { asksForPatientLink, participantOf } from './participant.ts';
import { giveSignOfLife } from './presence/give-sign-of-life.ts';
import { START } from './start-session.ts';
import { providerTopicOf } from './topics.ts';
import { VisitClosed } from './visit-closed.ts';

export interface JoinSession {
  appointmentId: number;
  ttlSeconds?: number | null | undefined;
  /** The identity that a legacy client claims. Only a hint, see `participantOf`. */
  identity?: string | null | undefined;
}

/**
 * Issues a room token to a participant. A provider's join starts the visit. A patient gets ROOM_NOT_READY
 * before the start. Joining twice is harmless.
 */
export const joinSession = change({
  action: 'join a telehealth visit',
  subject: findJoinable,
  allow: (viewer, appointment) => takesPartIn(appointment, viewer),
  async run(work, appointment, { ttlSeconds, identity }: JoinSession) {
    const isGuestLink = asksForPatientLink(appointment, work.viewer, identity);
    const participant = await participantOf(work, appointment, identity);
    const settings = prefetchJitsiSettings(work, appointment.orgId);
    const session = participant.moderator
      ? await joinAsProvider(work, appointment.id)
      : await joinAsPatient(work, appointment.id, isGuestLink);
    if (isGuestLink) work.audit.detail = `link for ${participant.identity}`;
    return { ...issueRoomToken(work, await settings, session, participant, ttlSeconds), session };
  },
});

/** Answers polls for a visit that has not started before a transaction begins. */
async function findJoinable(ctx: ViewContext, input: JoinSession) {
  const appointment = await findVisit(ctx, input);
  const startsIt =
    isProviderOf(appointment, ctx.viewer) && !asksForPatientLink(appointment, ctx.viewer, input.identity);
  const waits = takesPartIn(appointment, ctx.viewer) && !startsIt && !isOver(appointment);
  if (waits && !appointment.session) throw ROOM_NOT_READY;
  return appointment;
}

async function joinAsProvider(work: Work, appointmentId: number) {
  const { session, isNew } = openSession(work, await lockVisitToOpen(work.db, appointmentId));
  if (isNew) work.recordAction(START);
  return session;
}

/** A patient who joins again within a minute changes nothing that anybody sees. */
const SAME_JOIN_MS = 60_000;

async function joinAsPatient({ db, announce }: Work, appointmentId: number, isGuestLink: boolean) {
  const { appointment, session } = await lockVisit(db, appointmentId);
  if (!session || !isOpen(appointment, session)) throw new VisitClosed(appointment);
  const now = new Date();
  const { patientLastJoinedAt: last } = session;
  if (isGuestLink || (last && now.getTime() - last.getTime() < SAME_JOIN_MS)) {
    giveSignOfLife(db, session);
    return session;
  }
  const welcome = {
    patientJoinedAt: session.patientJoinedAt ?? now,
    patientLastJoinedAt: now,
    lastSeenAt: now,
    status: SessionStatus.IN_PROGRESS,
  };
  db.write(update(db, TelehealthSession, { id: session.id }, welcome));
  // Tell the provider that the patient has joined.
  announce([providerTopicOf(appointment)], appointmentId);
  return { ...session, ...welcome };
}
