import type { AppointmentCardFragment } from '../gql/hooks.ts';

type Visit = Pick<AppointmentCardFragment, 'status' | 'session'>;

const OVER: Visit['status'][] = ['COMPLETED', 'CANCELLED', 'NO_SHOW'];

/** A patient still finds a visit among the upcoming ones this long after its planned end, in milliseconds: clinics run late. */
export const GRACE = 4 * 3_600_000;

export const isOver = ({ status, session }: Visit) => OVER.includes(status) || Boolean(session?.endedAt);
/** Whether the patient can join now. */
export const isReady = (visit: Visit) => Boolean(visit.session) && !isOver(visit);
