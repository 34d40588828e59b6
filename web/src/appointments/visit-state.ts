import type { AppointmentCardFragment } from '../gql/hooks.ts';

type Visit = Pick<AppointmentCardFragment, 'status' | 'session'>;

const OVER: Visit['status'][] = ['COMPLETED', 'CANCELLED', 'NO_SHOW'];

/** A visit stays among the upcoming ones this long after its planned end, since clinics run late. */
export const GRACE_MS = 4 * 3_600_000;

/** Whether the visit has ended or will not take place. */
export const isOver = ({ status, session }: Visit) => OVER.includes(status) || Boolean(session?.endedAt);
/** Whether the patient can join now. */
export const isReady = (visit: Visit) => Boolean(visit.session) && !isOver(visit);
