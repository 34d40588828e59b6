import { useState } from 'react';
import { useClinicZone } from '../people/clinic-zone.ts';
import { useViewer } from '../people/viewer.tsx';
import { addDays } from '../ui/day.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { useNow } from '../ui/use-now.ts';
import { dayOf, timeZoneOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import { dayIn, startOfDayIn } from '../words/time-zone.ts';
import './appointments.css';
import type { AppointmentList } from './appointment-list.ts';
import { useClinicTime } from './ClinicTime.tsx';
import { DayChoice } from './DayChoice.tsx';
import { DaySchedule } from './DaySchedule.tsx';
import { DayVisit } from './DayVisit.tsx';
import { MorePages } from './MorePages.tsx';
import { useAppointments } from './use-appointments.ts';

/** A provider's day, or the whole clinic's: the appointments, and the patients who are waiting. */
export default function DayPage({ ofClinic = false }: { ofClinic?: boolean }) {
  const { language, words } = useLocale();
  const providerId = useViewer().provider?.id ?? '';
  const now = useNow(30_000);
  // The clinic's day. Of appointments, that is: times are the viewer's own.
  const zone = useClinicZone();
  const today = dayIn(now, zone);
  const [chosen, choose] = useState<string>();
  const day = chosen ?? today;
  const from = startOfDayIn(day, zone);
  const to = startOfDayIn(addDays(day, 1), zone);
  const clinic = useClinicTime(from.toISOString());
  const list: AppointmentList = {
    filter: { from: from.toISOString(), to: to.toISOString(), ...(!ofClinic && { mine: true, providerId }) },
    order: 'EARLIEST_FIRST',
    first: 100,
    ...(ofClinic && { rereadEveryMs: 30_000 }),
    includes: ({ startsAt, provider }) =>
      from <= new Date(startsAt) && new Date(startsAt) < to && (ofClinic || provider.id === providerId),
  };
  const { visits, error, refetch, end } = useAppointments(list);

  return (
    <Page
      title={ofClinic ? words.day.clinicTitle : words.day.title}
      aside={
        <DayChoice day={day} today={today} onChoose={(next) => choose(next === today ? undefined : next)} />
      }
    >
      <h2 aria-live="polite">{dayOf(`${day}T12:00:00Z`, language, 'UTC')}</h2>
      {error && !visits && <ErrorNotice error={error} refetch={refetch} />}
      {!visits && !error && <Loading />}
      {visits && <DaySchedule visits={visits} isToday={day === today} ofClinic={ofClinic} now={now} />}
      <MorePages list={list} after={end}>
        {(more) => (
          <ul className="day">
            {more.map((visit) => (
              <DayVisit key={visit.id} visit={visit} now={now} ofClinic={ofClinic} />
            ))}
          </ul>
        )}
      </MorePages>
      {clinic && <p className="soft small">{words.day.zones(timeZoneOf(language), clinic.zone)}</p>}
      {!ofClinic && <p className="soft small">{words.day.startEarly}</p>}
    </Page>
  );
}
