import { Link } from 'wouter';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { visitPath } from '../paths.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useNow } from '../ui/use-now.ts';
import { useWords } from '../words/portal.ts';
import { AppointmentItem } from './AppointmentItem.tsx';
import { MorePages } from './MorePages.tsx';
import { pastBeforeTheirDay, pastOf } from './patient-lists.ts';
import { useAppointments } from './use-appointments.ts';
import { WhenLine } from './WhenLine.tsx';

/** A patient's past appointments, latest first, one page at a time. */
export default function PastAppointments({ patientId }: { patientId: string }) {
  const words = useWords();
  const now = useNow(60_000);
  const list = pastOf(patientId, now);
  const { visits, error, refetch, end } = useAppointments(list);
  const { visits: early = [] } = useAppointments(pastBeforeTheirDay(patientId, now));
  if (!visits) return error ? <ErrorNotice error={error} refetch={refetch} /> : <Loading />;
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
