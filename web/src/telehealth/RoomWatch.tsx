import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { HALF_A_YEAR_DAYS, useUpcoming } from '../appointments/use-upcoming.ts';
import { isReady } from '../appointments/visit-state.ts';
import { useRoomReadySubscription } from '../gql/hooks.ts';
import { useViewer } from '../people/viewer.tsx';
import { useAnnounce } from '../ui/Announcer.tsx';
import { chime } from '../ui/chime.ts';
import { useWords } from '../words/portal.ts';
import { notify } from './notify.ts';
import './room-watch.css';
import { visitPath } from '../paths.ts';

/**
 * Subscribes to the viewer's rooms on every page. Pushes update the cache, which the pages show. This
 * component announces them, and offers patients a button to join from any page.
 */
export function RoomWatch() {
  const words = useWords();
  const { patient, provider } = useViewer();
  const [path, navigate] = useLocation();
  useRoomReadySubscription();
  // A provider's half year does not fit into one page of results.
  const { upcoming } = useUpcoming(provider ? 2 : HALF_A_YEAR_DAYS);

  const ready = upcoming?.filter((visit) => visit.patient.id === patient?.id && isReady(visit));
  const arrived = upcoming?.filter(
    (visit) => visit.provider.id === provider?.id && visit.patientWaitingSince && !isReady(visit),
  );
  useAnnounceNew(ready, (visit) => {
    const title = words.ready.title(visit.provider.name);
    void chime().catch(ignore);
    notify(title, words.ready.notification, visitPath(visit.id));
    return title;
  });
  useAnnounceNew(arrived, (visit) => words.day.arrived(visit.patient.name));

  const elsewhere = ready?.filter(({ id }) => path !== visitPath(id)) ?? [];
  return elsewhere.map((visit) => (
    <section key={visit.id} className="ready-banner" aria-label={words.ready.title(visit.provider.name)}>
      <div>
        <strong>{words.ready.title(visit.provider.name)}</strong>
        <p>{words.ready.body}</p>
      </div>
      <button
        type="button"
        className="button primary big"
        onClick={() => navigate(visitPath(visit.id), { state: { join: true } })}
      >
        {words.ready.join}
      </button>
    </section>
  ));
}

/** Browsers refuse sound before the first click. The banner is enough then. */
const ignore = () => undefined;

/** Announces each visit once. */
function useAnnounceNew<Visit extends { id: string }>(
  visits: Visit[] | undefined,
  textOf: (visit: Visit) => string,
) {
  const announce = useAnnounce();
  const known = useRef<string[]>([]);
  useEffect(() => {
    if (!visits) return;
    const added = visits.filter(({ id }) => !known.current.includes(id));
    known.current = visits.map(({ id }) => id);
    if (added.length > 0) announce(added.map(textOf).join('. '));
  });
}
