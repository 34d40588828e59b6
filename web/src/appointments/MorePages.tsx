import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useWords } from '../words/portal.ts';
import type { AppointmentList } from './appointment-list.ts';
import { useAppointments } from './use-appointments.ts';

interface Props {
  list: AppointmentList;
  /** Where the page before ended. Undefined if it was the last. */
  after: string | undefined;
  children: (visits: AppointmentCardFragment[]) => ReactNode;
}

/** "Show more", and then the next page in its place. */
export function MorePages({ list, after, children }: Props) {
  const words = useWords();
  const [isWanted, want] = useState(false);
  if (!after) return null;
  if (isWanted)
    return (
      <NextPage list={list} after={after}>
        {children}
      </NextPage>
    );
  return (
    <div>
      <button type="button" className="button" onClick={() => want(true)}>
        {words.patient.more}
      </button>
    </div>
  );
}

function NextPage({ list, after, children }: Props & { after: string }) {
  const { visits, error, refetch, end } = useAppointments(list, after);
  const page = useRef<HTMLDivElement>(null);
  const isLoaded = Boolean(visits);
  // The button that loaded this page is gone, so the focus moves to the new rows.
  useEffect(() => {
    if (isLoaded) page.current?.focus();
  }, [isLoaded]);
  if (!visits) return error ? <ErrorNotice error={error} refetch={refetch} /> : <Loading />;
  return (
    <>
      <div ref={page} tabIndex={-1}>
        {children(visits)}
      </div>
      <MorePages list={list} after={end}>
        {children}
      </MorePages>
    </>
  );
}
