import { useState } from 'react';
import { useRefetchOnReturn } from '../api/use-connection.ts';
import { useAppointmentsQuery } from '../gql/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { dayOf, startOfDay } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import './appointments.css';
import { DayVisit } from './DayVisit.tsx';
import { isReady } from './visit-state.ts';

/** A provider's day: the appointments, the patients who are waiting, and the buttons that start visits. */
export default function DayPage() {
  const { language, words } = useLocale();
  const [offset, setOffset] = useState(0);
  const day = startOfDay(new Date(), offset);
  const [{ data, error }, refetch] = useAppointmentsQuery({
    variables: { filter: { from: day.toISOString(), to: startOfDay(day, 1).toISOString() }, first: 100 },
  });
  useRefetchOnReturn(refetch);
  const visits = data && [...data.appointments.nodes].reverse();
  const waiting =
    visits?.filter(
      (visit) => visit.patientWaitingSince && !visit.session?.patientJoinedAt && !isReady(visit),
    ) ?? [];

  return (
    <Page
      title={words.day.title}
      aside={
        <div className="row days">
          <button type="button" className="button" onClick={() => setOffset(offset - 1)}>
            {words.day.previous}
          </button>
          <button type="button" className="button" disabled={offset === 0} onClick={() => setOffset(0)}>
            {words.day.today}
          </button>
          <button type="button" className="button" onClick={() => setOffset(offset + 1)}>
            {words.day.following}
          </button>
        </div>
      }
    >
      <div>
        <h2 aria-live="polite">{dayOf(day, language)}</h2>
        {visits && <p className="soft">{words.day.count(visits.length, waiting.length)}</p>}
      </div>
      {error && !data && <ErrorNotice error={error} retry={refetch} />}
      {!data && !error && <Loading />}
      {visits?.length === 0 && <p className="card">{words.day.none}</p>}
      <ul className="stack">
        {visits?.map((visit) => (
          <DayVisit key={visit.id} visit={visit} />
        ))}
      </ul>
      <p className="soft small">{words.day.startEarly}</p>
    </Page>
  );
}
