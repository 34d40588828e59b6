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

/** A patient's past appointments, latest first, one page at a time. */
export function PastAppointments() {
  // Until midnight, so that visits that were finished today are included.
  const [to] = useState(() => startOfDay(new Date(), 1).toISOString());
  return <PastPage to={to} />;
}

function PastPage({ to, after }: { to: string; after?: string }) {
  const words = useWords();
  const [wantsMore, wantMore] = useState(false);
  const [{ data, error }, refetch] = useAppointmentsQuery({
    variables: { filter: { to }, first: 10, after: after ?? null },
  });
  const list = useRef<HTMLUListElement>(null);
  const isLoaded = Boolean(data);
  useEffect(() => {
    // The button that loaded this page is gone, so the focus moves to the new rows.
    if (isLoaded && after) list.current?.focus();
  }, [isLoaded, after]);
  if (error && !data) return <ErrorNotice error={error} retry={refetch} />;
  if (!data) return <Loading />;
  const { nodes, pageInfo } = data.appointments;
  const isOfAnotherDay = (startsAt: string) =>
    new Date(startsAt).toDateString() !== new Date().toDateString();
  const past = nodes.filter((visit) => isOver(visit) || isOfAnotherDay(visit.startsAt));
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
      {wantsMore && pageInfo.endCursor && <PastPage to={to} after={pageInfo.endCursor} />}
    </div>
  );
}
