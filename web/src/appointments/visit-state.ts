import type { AppointmentCardFragment } from '../gql/hooks.ts';

type Visit = Pick<AppointmentCardFragment, 'status' | 'session' | 'startsAt' | 'endsAt'>;

const MINUTE_MS = 60_000;
/** A visit stays among the upcoming ones this long after its planned end, since clinics run late. */
const GRACE_MS = 4 * 60 * MINUTE_MS;
/** The waiting room opens this long before the start. */
export const WAITING_ROOM_EARLY_MS = 30 * MINUTE_MS;

const OVER: Visit['status'][] = ['COMPLETED', 'CANCELLED', 'NO_SHOW'];

/** Whether the visit has taken place or will not. */
export const isOver = ({ status }: Pick<Visit, 'status'>) => OVER.includes(status);

/** Whether the visit is open: the patient can join now. */
export const isReady = ({ status, session }: Pick<Visit, 'status' | 'session'>) =>
  session != null && !session.endedAt && !isOver({ status });

/**
 * Whether an appointment is among the past ones. Otherwise it is among the upcoming ones, so that each is in one
 * list at any time. A cancelled one stays where people expect it until its time has passed.
 */
export function isPast(visit: Visit, now: number) {
  if (isReady(visit)) return false;
  if (visit.status === 'COMPLETED' || visit.status === 'NO_SHOW') return true;
  const grace = visit.status === 'CANCELLED' ? 0 : GRACE_MS;
  return new Date(visit.endsAt).getTime() + grace <= now;
}

/** Whether the provider should have started by now. */
export const isLate = (visit: Visit, now: number) =>
  !visit.session && !isOver(visit) && new Date(visit.startsAt).getTime() + MINUTE_MS <= now;

/** Whether a patient can wait for the visit: not days before it, nor when its time has long passed. */
export function waitingRoomAt(visit: Visit, now: number) {
  if (isReady(visit)) return 'open';
  if (isPast(visit, now)) return 'closed';
  return waitingRoomOpensAt(visit) <= now ? 'open' : 'early';
}

export const waitingRoomOpensAt = ({ startsAt }: Pick<Visit, 'startsAt'>) =>
  new Date(startsAt).getTime() - WAITING_ROOM_EARLY_MS;

/** Soonest first. */
export const byStart = <One extends Pick<Visit, 'startsAt'> & { id: string }>(one: One, other: One) =>
  new Date(one.startsAt).getTime() - new Date(other.startsAt).getTime() || Number(one.id) - Number(other.id);
