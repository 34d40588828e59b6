import type { AuditFilter } from '../gql/hooks.ts';
import { knownDay } from '../ui/day.ts';
import { startOfDay } from '../words/dates.ts';

/** The filter in the page's address as the API takes it: days, both counted, become moments where whoever looks is. */
export function filterIn(params: URLSearchParams): AuditFilter {
  const moment = (name: string, daysLater: number) => {
    const day = knownDay(params.get(name));
    return day ? startOfDay(new Date(`${day}T00:00`), daysLater).toISOString() : null;
  };
  const outcome = params.get('outcome');
  return {
    from: moment('from', 0),
    to: moment('to', 1),
    actor: params.get('actor'),
    action: params.get('action'),
    allowed: outcome === 'allowed' ? true : outcome === 'refused' ? false : null,
    appointmentId: params.get('appointment'),
  };
}
