import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useArrivals, useReadyVisits } from '../appointments/told-visits.tsx';
import { visitPath } from '../paths.ts';
import { useToast } from '../ui/Toasts.tsx';
import { timeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import { useCall } from './call.ts';
import { notify } from './notify.ts';
import { OpenVisitNotice } from './OpenVisitNotice.tsx';
import { ReadyBanner } from './ReadyBanner.tsx';
import './room-watch.css';
import { useNews } from './use-news.ts';

/**
 * Tells people on every page who waits for them, and how many: the provider's patients, or the patient's provider.
 */
export function RoomWatch({ onCount }: { onCount: (waiting: number) => void }) {
  const { language, words } = useLocale();
  const [path] = useLocation();
  const toast = useToast();
  const { call } = useCall();
  const ready = useReadyVisits().filter(({ id }) => id !== call?.appointmentId);
  const arrived = useArrivals();
  const count = ready.length + arrived.length;
  useEffect(() => onCount(count), [count, onCount]);

  useNews(
    ready,
    ({ id, session }) => `${id} ${session?.startedAt}`,
    ({ id, provider }) => {
      const title = words.ready.title(provider.name);
      void notify(title, words.ready.notification, visitPath(id));
      return title;
    },
  );
  useNews(
    arrived,
    ({ id, patientWaitingSince }) => `${id} ${patientWaitingSince}`,
    (visit) => {
      const title = words.day.arrived(visit.patient.name);
      const link = { path: visitPath(visit.id), name: words.day.open };
      const since = timeOf(visit.patientWaitingSince ?? '', language);
      void notify(title, words.day.arrivedNotification, link.path);
      if (path !== link.path)
        toast({ id: visit.id, text: words.day.arrivedSince(visit.patient.name, since), link });
      return title;
    },
  );

  return (
    <>
      <ReadyBanner visits={ready} />
      <OpenVisitNotice />
    </>
  );
}
