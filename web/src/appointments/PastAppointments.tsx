import { Link } from 'wouter';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { visitPath } from '../paths.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useNow } from '../ui/use-now.ts';
import { useWords } from '../words/portal.ts';
import { dayIn, startOfDayIn } from '../words/time-zone.ts';
import { AppointmentItem } from './AppointmentItem.tsx';
import { MorePages } from './MorePages.tsx';
import { type AppointmentList, useAppointments } from './use-appointments.ts';
import { isPast } from './visit-state.ts';
import { WhenLine } from './WhenLine.tsx';

const DAY_MS = 86_400_000;

/** A patient's past appointments, latest first, one page at a time. */
export function PastAppointments({ patientId }: { patientId: string }) {
  const words = useWords();
  const now = useNow(60_000);
  const tomorrow = startOfDayIn(dayIn(now + DAY_MS)).toISOString();
  const mine = { mine: true, patientId };
  const list: AppointmentList = {
    filter: { ...mine, to: tomorrow },
    order: 'LATEST_FIRST',
    first: 10,
    includes: (visit) => visit.patient.id === patientId && isPast(visit, now),
  };
  const { visits, error, refetch, end } = useAppointments(list);
  // Visits may be over days before their time.
  const { visits: early = [] } = useAppointments({
    ...list,
    filter: { ...mine, from: tomorrow, status: ['COMPLETED', 'NO_SHOW'] },
    first: 100,
  });
  if (!visits) return error ? <ErrorNotice error={error} retry={refetch} /> : <Loading />;
  return (
    <div className="stack">
      {visits.length + early.length === 0 && !end && <p className="soft">{words.patient.nonePast}</p>}
      <PastList visits={[...early, ...visits]} />
      <MorePages list={list} after={end}>
        {(more) => <PastList visits={more} />}
      </MorePages>
    </div>
  );
}

function PastList({ visits }: { visits: AppointmentCardFragment[] }) {
  const words = useWords();
  return (
    <ul className="stack">
      {visits.map((visit) => (
        <AppointmentItem key={visit.id} visit={visit} place={visit.telehealth ? words.video : undefined}>
          {visit.telehealth && (
            <Link href={visitPath(visit.id)} className="button">
              {words.patient.summary}
              <span className="unseen">
                {' '}
                <WhenLine {...visit} />
              </span>
            </Link>
          )}
        </AppointmentItem>
      ))}
    </ul>
  );
}
