import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useAppointmentsQuery } from '../gql/hooks.ts';
import { visitPath } from '../paths.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { startOfDay } from '../words/dates.ts';
import { useWords } from '../words/portal.ts';
import { AppointmentItem } from './AppointmentItem.tsx';
import { isOver } from './visit-state.ts';
import { WhenLine } from './WhenLine.tsx';

/** What lies behind a patient, latest first, a page at a time. */
export function PastAppointments() {
  // Today's finished visits are past, even one that was held early.
  const [to] = useState(() => startOfDay(new Date(), 1).toISOString());
  return <PageOfPast to={to} />;
}

function PageOfPast({ to, after }: { to: string; after?: string }) {
  const words = useWords();
  const [wantsMore, wantMore] = useState(false);
  const [{ data, error }, ask] = useAppointmentsQuery({
    variables: { filter: { to }, first: 10, after: after ?? null },
  });
  const list = useRef<HTMLUListElement>(null);
  const arrived = Boolean(data);
  useEffect(() => {
    // The button that asked for this page is gone; reading goes on here.
    if (arrived && after) list.current?.focus();
  }, [arrived, after]);
  if (error && !data) return <ErrorNotice error={error} retry={ask} />;
  if (!data) return <Loading />;
  const { nodes, pageInfo } = data.appointments;
  const startedLongAgo = (startsAt: string) =>
    new Date(startsAt).toDateString() !== new Date().toDateString();
  const past = nodes.filter((visit) => isOver(visit) || startedLongAgo(visit.startsAt));
  return (
    <div className="stack">
      {past.length === 0 && !after && <p className="soft">{words.patient.nonePast}</p>}
      <ul className="stack" ref={list} tabIndex={-1}>
        {past.map((visit) => (
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
      {pageInfo.hasNextPage && !wantsMore && (
        <div>
          <button type="button" className="button" onClick={() => wantMore(true)}>
            {words.patient.more}
          </button>
        </div>
      )}
      {wantsMore && pageInfo.endCursor && <PageOfPast to={to} after={pageInfo.endCursor} />}
    </div>
  );
}
