/** An appointment as it is, kept by the contract's words and not by the product's code. */
export interface Visit {
  id: number;
  providerId: number;
  patientId: number;
  status: string;
  byVideo: boolean;
  /** UTC. Undefined: the server chose it. */
  startsAt: string | undefined;
  /** UTC, of an appointment whose start the server chose. */
  bookedOn?: string;
  /** The open session, or the last one that nothing has undone. */
  session: 'none' | 'open' | 'ended';
  /** Whether a patient has joined: such an appointment cannot be deleted. */
  hasMet: boolean;
}

const OVER = ['COMPLETED', 'CANCELLED', 'NO_SHOW'];
export const isOver = ({ status }: Visit) => OVER.includes(status);
const takesPlace = (visit: Visit) => visit.byVideo && !isOver(visit);
const dayOf = ({ startsAt, bookedOn }: Visit) => startsAt?.slice(0, 10) ?? bookedOn;

/** What the EHR changes, with what it does to the visit's session. */
export function changeVisit(visit: Visit, facts: Partial<Visit>) {
  const before = { ...visit };
  Object.assign(visit, facts);
  const isAnother = visit.patientId !== before.patientId || dayOf(visit) !== dayOf(before);
  if (visit.session === 'open' && (isAnother || !takesPlace(visit))) visit.session = 'ended';
  if (visit.session === 'ended' && (isAnother || (takesPlace(visit) && !takesPlace(before))))
    visit.session = 'none';
}

export interface Participant {
  role: 'PROVIDER' | 'PATIENT';
  id: number;
}

export const takesPart = (visit: Visit, { role, id }: Participant) =>
  id === (role === 'PROVIDER' ? visit.providerId : visit.patientId);

/** What somebody who has the visit is told of it. */
export function newsOf(visit: Visit) {
  const ready = visit.session === 'open' && takesPlace(visit);
  const isClosed = isOver(visit) || visit.session === 'ended';
  const reason = ready
    ? 'STARTED'
    : visit.status === 'CANCELLED'
      ? 'CANCELLED'
      : isClosed
        ? 'ENDED'
        : 'NOT_STARTED';
  return { ready, reason, ...factsOf(visit) };
}

export const factsOf = (visit: Visit) => ({
  status: visit.status,
  startsAt: visit.startsAt,
  patient: String(visit.patientId),
  provider: String(visit.providerId),
});
