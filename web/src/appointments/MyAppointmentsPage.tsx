import { lazy, Suspense } from 'react';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { useViewer } from '../people/viewer.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { useNow } from '../ui/use-now.ts';
import { timeZoneOf } from '../words/dates.ts';
import { useLocale, useWords } from '../words/portal.ts';
import type { AppointmentList } from './appointment-list.ts';
import './appointments.css';
import { MorePages } from './MorePages.tsx';
import { NextVisit } from './NextVisit.tsx';
import { upcomingOf } from './patient-lists.ts';
import { useReadyVisits } from './told-visits.tsx';
import { UpcomingVisit } from './UpcomingVisit.tsx';
import { useAppointments } from './use-appointments.ts';
import { isOver, isReady } from './visit-state.ts';

const PastAppointments = lazy(() => import('./PastAppointments.tsx'));

/** A patient's appointments: what is open or comes next in large, the others in two lists. */
export default function MyAppointmentsPage() {
  const { language, words } = useLocale();
  const patientId = useViewer().patient?.id ?? '';
  const list = upcomingOf(patientId, useNow(60_000));
  const { visits, error, refetch, end } = useAppointments(list);
  const ready = useReadyVisits();

  const coming = visits?.filter((visit) => !isOver(visit));
  const first = coming?.find(({ telehealth }) => telehealth) ?? coming?.[0];
  // A visit of any day can be open. The list knows those of yesterday and later.
  const open = [...ready, ...(visits ?? []).filter(isReady)];
  const next = open.length > 0 ? byId(open) : first ? [first] : [];
  const others = visits?.filter(({ id }) => !next.some((visit) => visit.id === id));

  return (
    <Page title={words.patient.title}>
      {error && !visits && <ErrorNotice error={error} refetch={refetch} />}
      {!visits && !error && <Loading />}
      {next.map((visit) => (
        <NextVisit key={visit.id} visit={visit} />
      ))}
      {visits && next.length === 0 && (
        <div className="card">
          <p>{words.patient.noneNext}</p>
          <p className="soft small">{words.patient.noneNextHelp}</p>
        </div>
      )}
      <Tabs
        label={words.patient.lists}
        tabs={[
          {
            name: words.patient.upcoming,
            panel: () => <Upcoming list={list} visits={others} end={end} isFollowing={next.length > 0} />,
          },
          {
            name: words.patient.past,
            panel: () => (
              <Suspense fallback={<Loading />}>
                <PastAppointments patientId={patientId} />
              </Suspense>
            ),
          },
        ]}
      />
      <p className="soft small">{words.patient.zone(timeZoneOf(language))}</p>
    </Page>
  );
}

interface UpcomingProps {
  list: AppointmentList;
  /** Without what is above the lists. Undefined until it is known. */
  visits: AppointmentCardFragment[] | undefined;
  end: string | undefined;
  /** Whether there is something above the lists. */
  isFollowing: boolean;
}

function Upcoming({ list, visits, end, isFollowing }: UpcomingProps) {
  const words = useWords();
  return (
    <>
      <UpcomingList visits={visits ?? []} />
      {isFollowing && visits?.length === 0 && !end && <p className="soft">{words.patient.noOthers}</p>}
      <MorePages list={list} after={end}>
        {(more) => <UpcomingList visits={more} />}
      </MorePages>
    </>
  );
}

const UpcomingList = ({ visits }: { visits: AppointmentCardFragment[] }) => (
  <ul className="stack">
    {visits.map((visit) => (
      <UpcomingVisit key={visit.id} visit={visit} />
    ))}
  </ul>
);

const byId = <One extends { id: string }>(visits: One[]) => [
  ...new Map(visits.map((visit) => [visit.id, visit])).values(),
];
