import * as Tabs from '@radix-ui/react-tabs';
import { useState } from 'react';
import { useViewer } from '../people/viewer.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { useNow } from '../ui/use-now.ts';
import { timeZoneOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import './appointments.css';
import { MorePages } from './MorePages.tsx';
import { NextVisit } from './NextVisit.tsx';
import { PastAppointments } from './PastAppointments.tsx';
import { upcomingOf } from './patient-lists.ts';
import { useReadyVisits } from './told-visits.tsx';
import { UpcomingVisit } from './UpcomingVisit.tsx';
import { useAppointments } from './use-appointments.ts';
import { isOver, isReady } from './visit-state.ts';

/** A patient's appointments: what is open or comes next in large, the others in two lists. */
export default function MyAppointmentsPage() {
  const { language, words } = useLocale();
  const patientId = useViewer().patient?.id ?? '';
  const [shown, show] = useState('upcoming');
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
      {error && !visits && <ErrorNotice error={error} retry={refetch} />}
      {!visits && !error && <Loading />}
      {next.map((visit) => (
        <NextVisit key={visit.id} visit={visit} />
      ))}
      {visits && next.length === 0 && <p className="card">{words.patient.noneNext}</p>}
      <Tabs.Root value={shown} onValueChange={show} className="stack">
        <Tabs.List className="tabs" aria-label={words.patient.lists}>
          <Tabs.Trigger value="upcoming">{words.patient.upcoming}</Tabs.Trigger>
          <Tabs.Trigger value="past">{words.patient.past}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="upcoming" className="stack">
          <ul className="stack">
            {others?.map((visit) => (
              <UpcomingVisit key={visit.id} visit={visit} />
            ))}
          </ul>
          {others?.length === 0 && !end && (
            <p className="soft">{next.length > 0 ? words.patient.onlyNext : words.patient.noneNext}</p>
          )}
          <MorePages list={list} after={end}>
            {(more) => (
              <ul className="stack">
                {more.map((visit) => (
                  <UpcomingVisit key={visit.id} visit={visit} />
                ))}
              </ul>
            )}
          </MorePages>
        </Tabs.Content>
        <Tabs.Content value="past">
          <PastAppointments patientId={patientId} />
        </Tabs.Content>
      </Tabs.Root>
      <p className="soft small">{words.patient.zone(timeZoneOf(language))}</p>
    </Page>
  );
}

const byId = <One extends { id: string }>(visits: One[]) => [
  ...new Map(visits.map((visit) => [visit.id, visit])).values(),
];
