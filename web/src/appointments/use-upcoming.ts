import { useAppointmentsQuery } from '../gql/hooks.ts';
import { useWhenBack } from '../ui/connection.tsx';
import { useNow } from '../ui/use-now.ts';
import { startOfDay } from '../words/dates.ts';

const MINUTE = 60_000;

/** The viewer's appointments from today on, soonest first. Every page that asks shares one answer, and pushes keep it fresh. */
export function useUpcoming() {
  // Past midnight it is another day.
  const today = startOfDay(new Date(useNow(MINUTE)));
  const [{ data, error, fetching }, ask] = useAppointmentsQuery({
    variables: { filter: { from: today.toISOString(), to: startOfDay(today, 180).toISOString() }, first: 100 },
  });
  useWhenBack(ask);
  return { upcoming: data?.appointments.nodes.toReversed(), error, fetching, ask };
}
