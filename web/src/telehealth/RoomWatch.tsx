import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { HALF_A_YEAR, useUpcoming } from '../appointments/use-upcoming.ts';
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
 * Listens for the viewer's rooms on every page. What is pushed goes into the cache, where the pages see it; here it is said
 * aloud, and a patient gets the way in, wherever they are.
 */
export function RoomWatch() {
  const words = useWords();
  const { patient, provider } = useViewer();
  const [path, navigate] = useLocation();
  useRoomReadySubscription();
  // A provider has more appointments in half a year than one answer holds.
  const { upcoming } = useUpcoming(provider ? 2 : HALF_A_YEAR);

  const ready = upcoming?.filter((visit) => visit.patient.id === patient?.id && isReady(visit));
  const arrived = upcoming?.filter(
    (visit) => visit.provider.id === provider?.id && visit.patientWaitingSince && !isReady(visit),
  );
  useNews(ready, (visit) => {
    const title = words.ready.title(visit.provider.name);
    void chime().catch(() => 'sound is a courtesy');
    notify(title, words.ready.notification, visitPath(visit.id));
    return title;
  });
  useNews(arrived, (visit) => words.day.arrived(visit.patient.name));

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

/** Says once what is new among the visits. */
function useNews<Visit extends { id: string }>(visits: Visit[] | undefined, say: (visit: Visit) => string) {
  const announce = useAnnounce();
  const known = useRef<string[]>([]);
  useEffect(() => {
    if (!visits) return;
    const news = visits.filter(({ id }) => !known.current.includes(id));
    known.current = visits.map(({ id }) => id);
    if (news.length > 0) announce(news.map(say).join('. '));
  });
}
