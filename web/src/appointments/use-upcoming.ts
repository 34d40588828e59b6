import { useRefetchOnReturn } from '../api/use-connection.ts';
import { useAppointmentsQuery } from '../gql/hooks.ts';
import { useNow } from '../ui/use-now.ts';
import { startOfDay } from '../words/dates.ts';

const MINUTE_MS = 60_000;
/** After midnight the evening's visits stay in the list this long, since they may still be going on. */
const NIGHT_MS = 6 * 60 * MINUTE_MS;

/**
 * The viewer's appointments of today and the days after it, soonest first. Components that ask for the same
 * days share one query, and pushes keep its result up to date.
 */
export function useUpcoming(days: number) {
  const today = startOfDay(new Date(useNow(MINUTE_MS) - NIGHT_MS));
  const [{ data, error, fetching }, refetch] = useAppointmentsQuery({
    variables: {
      filter: { from: today.toISOString(), to: startOfDay(today, days).toISOString() },
      first: 100,
    },
  });
  useRefetchOnReturn(refetch);
  const upcoming = data && [...data.appointments.nodes].reverse();
  return { upcoming, error, fetching, refetch };
}

/** Patients see their appointments this far ahead. */
export const HALF_A_YEAR_DAYS = 180;
