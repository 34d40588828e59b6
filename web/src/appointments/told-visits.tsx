import { createContext, type ReactNode, use, useMemo } from 'react';
import { useSubscription } from 'urql';
import { RoomReadyDocument, type RoomReadySubscription } from '../gql/hooks.ts';
import { useIsStaff, useViewer } from '../people/viewer.tsx';
import { useNow } from '../ui/use-now.ts';
import { isOver, isReady } from './visit-state.ts';

/** What the server last said about one of the viewer's visits. */
export type Told = RoomReadySubscription['roomReady'];

/** The server repeats every visit at least every 30 s. What is missing after two times is no longer known. */
const FORGOTTEN_AFTER_MS = 75_000;

type ToldVisits = ReadonlyMap<string, Told>;
const ToldVisitsContext = createContext<ToldVisits>(new Map());

/** What the server has said about the viewer's visits by video, by appointment. Pushed, never asked for. */
export const useToldVisits = () => use(ToldVisitsContext);

/** Subscribes to all of the viewer's visits, for every page at once. Pages see the news in urql's cache, too. */
export function ToldVisitsProvider({ children }: { children: ReactNode }) {
  const { patient, provider } = useViewer();
  const [{ data: heard }] = useSubscription(
    { query: RoomReadyDocument, variables: { ofStaff: useIsStaff() }, pause: !patient && !provider },
    hear,
  );
  const now = useNow(15_000);
  // biome-ignore lint/correctness/useExhaustiveDependencies: by `now`, visits are forgotten while nothing is heard.
  const told = useMemo(() => recent(heard), [heard, now]);
  return <ToldVisitsContext value={told}>{children}</ToldVisitsContext>;
}

type Heard = ReadonlyMap<string, { told: Told; at: number }>;

/** The same map if the server only repeats itself, so that no page renders for nothing. */
function hear(before: Heard | undefined, { roomReady: told }: RoomReadySubscription): Heard {
  const known = before?.get(told.appointmentId);
  if (!before || !known || JSON.stringify(known.told) !== JSON.stringify(told))
    return new Map(before).set(told.appointmentId, { told, at: Date.now() });
  known.at = Date.now();
  return before;
}

const recent = (heard: Heard | undefined): ToldVisits =>
  new Map(
    [...(heard ?? [])]
      .filter(([, { told, at }]) => isWithdrawn(told) || Date.now() - at < FORGOTTEN_AFTER_MS)
      .map(([id, { told }]) => [id, told]),
  );

/** Said once, and true until something else is said. */
export const isWithdrawn = ({ reason }: Told) => String(reason) === 'WITHDRAWN';

/** The visits that a patient can join now. */
export function useReadyVisits() {
  const { patient } = useViewer();
  return visitsIn(useToldVisits()).filter((visit) => visit.patient.id === patient?.id && isReady(visit));
}

/** The provider's visits whose patient is in the waiting room, in the order in which they came. */
export function useArrivals() {
  const { provider } = useViewer();
  return visitsIn(useToldVisits())
    .filter((visit) => visit.provider.id === provider?.id && visit.patientWaitingSince && !isOver(visit))
    .sort((one, other) => waitedSince(one) - waitedSince(other));
}

/** The provider's visits that are open. */
export function useOpenVisits() {
  const { provider } = useViewer();
  return visitsIn(useToldVisits()).filter((visit) => visit.provider.id === provider?.id && isReady(visit));
}

const visitsIn = (told: ToldVisits) =>
  [...told.values()].filter((one) => !isWithdrawn(one)).map(({ appointment }) => appointment);

const waitedSince = ({ patientWaitingSince }: Told['appointment']) =>
  new Date(patientWaitingSince ?? 0).getTime();
