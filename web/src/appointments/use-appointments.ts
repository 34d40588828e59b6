import { useEffect, useRef } from 'react';
import { useRefetchOnReturn } from '../api/use-connection.ts';
import { type AppointmentCardFragment, useAppointmentsQuery } from '../gql/hooks.ts';
import { useIsStaff } from '../people/viewer.tsx';
import type { AppointmentList } from './appointment-list.ts';
import { isWithdrawn, useToldVisits } from './told-visits.tsx';
import { byStart } from './visit-state.ts';

/** Visits in person change without a push. */
const REREAD_EVERY_MS = 5 * 60_000;

/** A page of the viewer's appointments that follows the news: what is booked, moved, given away or taken back. */
export function useAppointments(list: AppointmentList, after?: string) {
  const { filter, order, first, includes, rereadEveryMs = REREAD_EVERY_MS } = list;
  const [{ data, error }, refetch] = useAppointmentsQuery({
    variables: { filter, order, first, after: after ?? null, ofStaff: useIsStaff() },
  });
  useRefetchOnReturn(refetch);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || refetch(), rereadEveryMs);
    return () => clearInterval(timer);
  }, [rereadEveryMs, refetch]);
  const { nodes, pageInfo } = data?.appointments ?? {};
  const direction = order === 'EARLIEST_FIRST' ? 1 : -1;

  const told = useToldVisits();
  const asked = useRef(new Set<string>());
  useEffect(() => {
    if (!nodes) return;
    const last = pageInfo?.hasNextPage ? nodes.at(-1) : undefined;
    const isOnThisPage = (visit: AppointmentCardFragment) =>
      includes(visit) && (!last || direction * byStart(visit, last) < 0);
    const news = [...told.values()].filter((one) => {
      const isListed = nodes.some(({ id }) => id === one.appointmentId);
      return isWithdrawn(one) ? isListed : !isListed && !after && isOnThisPage(one.appointment);
    });
    // Once for each, since a page may have reasons of the server's own not to list it.
    const keys = news.map(({ appointmentId, reason, appointment }) =>
      [appointmentId, reason, appointment.startsAt].join(' '),
    );
    if (keys.every((key) => asked.current.has(key))) return;
    asked.current = new Set([...asked.current, ...keys]);
    refetch({ requestPolicy: 'network-only' });
  }, [told, nodes, pageInfo, after, direction, includes, refetch]);

  return {
    visits: nodes?.filter(includes).sort((one, other) => direction * byStart(one, other)),
    error,
    refetch,
    /** Where the next page begins, if there is one. */
    end: pageInfo?.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
  };
}
