import { findAppointment } from '../appointments/find-appointment.ts';
import { isOver, isProviderOf, takesPartIn } from '../appointments/visit-rules.ts';
import type { RequestContext } from '../platform/context.ts';
import { Conflict, RoomNotReady } from '../platform/errors.ts';
import { readRow } from '../platform/read.ts';
import { change, type Work } from '../platform/use-case.ts';
import { admit } from './jitsi-token.ts';
import { lockVisit } from './lock-visit.ts';
import { openSession } from './open-session.ts';
import { asksForPatientLink, seatOf } from './seat.ts';
import { sessionRow } from './session.entity.ts';
import { START } from './start-session.ts';
import { providerTopicOf } from './topics.ts';

export interface JoinSession {
  appointmentId: number;
  ttlSeconds?: number | null | undefined;
  /** What a legacy client calls itself: a hint, see `seatOf`. */
  identity?: string | null | undefined;
}

/** Lets a participant into the room. A provider's join starts the visit; a patient's waits until it has started. */
export const joinSession = change({
  action: 'join a telehealth visit',
  subject: findJoinable,
  allow: (viewer, appointment) => takesPartIn(appointment, viewer),
  async run(work, appointment, { ttlSeconds, identity }: JoinSession) {
    const isGuestLink = asksForPatientLink(appointment, work.viewer, identity);
    const seat = await seatOf(work, appointment, identity);
    const session = seat.moderator ? await takeTheChair(work, appointment.id) : await takeASeat(work, appointment.id, isGuestLink);
    if (isGuestLink) work.audit.detail = `link for ${seat.identity}`;
    return { ...(await admit(work, appointment, seat, ttlSeconds)), session };
  },
});

/** Polls that are not ready end here, before anything is written. */
async function findJoinable(ctx: RequestContext, input: JoinSession) {
  const appointment = await findAppointment(ctx, input);
  const startsIt = isProviderOf(appointment, ctx.viewer) && !asksForPatientLink(appointment, ctx.viewer, input.identity);
  const waits = takesPartIn(appointment, ctx.viewer) && !startsIt && !isOver(appointment);
  if (waits && !(await readRow(ctx.em, sessionRow, { id: appointment.id }))) throw new RoomNotReady();
  return appointment;
}

async function takeTheChair(work: Work, appointmentId: number) {
  const { session, isNew } = await openSession(work, appointmentId);
  if (isNew) work.alsoDid(START);
  return session;
}

async function takeASeat({ em, announce }: Work, appointmentId: number, isGuestLink: boolean) {
  const { appointment, session } = await lockVisit(em, appointmentId);
  if (!session || session.endedAt || isOver(appointment)) throw new Conflict('This visit is closed');
  if (isGuestLink) return session;
  // Who waits in the room is told who comes.
  if (!session.patientJoinedAt) announce([providerTopicOf(appointment)], { appointmentId });
  session.welcomePatient();
  return session;
}
