import * as Tabs from '@radix-ui/react-tabs';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { useNow } from '../ui/use-now.ts';
import { timeZoneOf } from '../words/dates.ts';
import { useLocale, useWords } from '../words/portal.ts';
import { AppointmentItem } from './AppointmentItem.tsx';
import { NextVisit } from './NextVisit.tsx';
import { PastAppointments } from './PastAppointments.tsx';
import { HALF_A_YEAR_DAYS, useUpcoming } from './use-upcoming.ts';
import { GRACE_MS, isOver } from './visit-state.ts';
import { WhenLine } from './WhenLine.tsx';
import './appointments.css';
import { visitPath } from '../paths.ts';

/** A patient's appointments: the next one large, the others in two lists. */
export default function MyAppointmentsPage() {
  const { language, words } = useLocale();
  const { upcoming, error, refetch } = useUpcoming(HALF_A_YEAR_DAYS);
  const [list, setList] = useState('upcoming');
  const now = useNow(60_000);
  const ahead = upcoming?.filter(
    (visit) => !isOver(visit) && new Date(visit.endsAt).getTime() > now - GRACE_MS,
  );
  const next = ahead?.find(({ telehealth }) => telehealth) ?? ahead?.[0];

  return (
    <Page title={words.patient.title}>
      {error && !upcoming && <ErrorNotice error={error} retry={refetch} />}
      {!ahead && !error && <Loading />}
      {ahead && (next ? <NextVisit visit={next} /> : <p className="card">{words.patient.noneNext}</p>)}
      <Tabs.Root value={list} onValueChange={setList} className="stack">
        <Tabs.List className="tabs" aria-label={words.patient.lists}>
          <Tabs.Trigger value="upcoming">{words.patient.upcoming}</Tabs.Trigger>
          <Tabs.Trigger value="past">{words.patient.past}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="upcoming">
          <ul className="stack">
            {ahead
              ?.filter((visit) => visit !== next)
              .map((visit) => (
                <UpcomingVisit key={visit.id} visit={visit} />
              ))}
          </ul>
          {ahead && ahead.length <= 1 && (
            <p className="soft">{ahead.length === 1 ? words.patient.onlyNext : words.patient.noneNext}</p>
          )}
        </Tabs.Content>
        <Tabs.Content value="past">
          <PastAppointments />
        </Tabs.Content>
      </Tabs.Root>
      <p className="soft small">{words.patient.zone(timeZoneOf(language))}</p>
    </Page>
  );
}

function UpcomingVisit({ visit }: { visit: AppointmentCardFragment }) {
  const words = useWords();
  const [, navigate] = useLocation();
  return (
    <AppointmentItem visit={visit} place={visit.telehealth ? words.video : words.patient.inPerson}>
      {visit.telehealth && (
        <button type="button" className="button" onClick={() => navigate(visitPath(visit.id))}>
          {words.patient.enter}
          <span className="unseen">
            {' '}
            <WhenLine {...visit} />
          </span>
        </button>
      )}
    </AppointmentItem>
  );
}
