import { useRefetchOnReturn } from '../api/use-connection.ts';
import { useAppointmentsQuery } from '../gql/hooks.ts';
import { useNow } from '../ui/use-now.ts';
import { startOfDay } from '../words/dates.ts';

const MINUTE = 60_000;
/** A visit of last night may still be going on in the morning's first hours. */
const NIGHT = 6 * 60 * MINUTE;

/** The viewer's appointments of today and the days after it, soonest first. Whoever asks for the same days shares one answer, and pushes keep it fresh. */
export function useUpcoming(days: number) {
  // Past midnight it is another day.
  const today = startOfDay(new Date(useNow(MINUTE) - NIGHT));
  const [{ data, error, fetching }, ask] = useAppointmentsQuery({
    variables: {
      filter: { from: today.toISOString(), to: startOfDay(today, days).toISOString() },
      first: 100,
    },
  });
  useRefetchOnReturn(ask);
  return { upcoming: data?.appointments.nodes.toReversed(), error, fetching, ask };
}

/** As far as a patient's appointments are shown ahead. */
export const HALF_A_YEAR = 180;
