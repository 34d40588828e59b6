import type { AuditFilter } from '../gql/hooks.ts';
import { parseDay } from '../ui/day.ts';
import { startOfDay } from '../words/dates.ts';

/** The filter in the address, as the API takes it. Days include both ends, in the viewer's time zone. */
export function filterIn(params: URLSearchParams): AuditFilter {
  const moment = (name: string, daysLater: number) => {
    const day = parseDay(params.get(name));
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
