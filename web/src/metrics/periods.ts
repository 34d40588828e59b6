import type { MetricsInterval } from '../gql/hooks.ts';

/** A year of days. Neither the chart nor the table is readable with more. */
export const MAX_PERIODS = 370;

const DEFAULT_COUNT = { MONTH: 12, WEEK: 26, DAY: 60 };

/** The start of the default time range, which ends today and begins with a whole period. */
export const defaultStart = (today: string, interval: MetricsInterval) =>
  later(startOf(today, interval), interval, 1 - DEFAULT_COUNT[interval]);

/** The first day of every period between two days, as the API names them. Stops one past MAX_PERIODS. */
export function periodsBetween(from: string, to: string, interval: MetricsInterval) {
  const periods: string[] = [];
  for (
    let period = startOf(from, interval);
    period <= to && periods.length <= MAX_PERIODS;
    period = later(period, interval, 1)
  )
    periods.push(period);
  return periods;
}

function startOf(day: string, interval: MetricsInterval) {
  const start = new Date(day);
  if (interval === 'MONTH') start.setUTCDate(1);
  // Weeks begin on Monday (ISO 8601).
  if (interval === 'WEEK') start.setUTCDate(start.getUTCDate() - ((start.getUTCDay() + 6) % 7));
  return start.toISOString().slice(0, 10);
}

function later(period: string, interval: MetricsInterval, count: number) {
  const start = new Date(period);
  if (interval === 'MONTH') start.setUTCMonth(start.getUTCMonth() + count);
  else start.setUTCDate(start.getUTCDate() + count * (interval === 'WEEK' ? 7 : 1));
  return start.toISOString().slice(0, 10);
}
