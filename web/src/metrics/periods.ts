import type { MetricsInterval } from '../gql/hooks.ts';

/** More than these would be neither bars nor a table one can read: a year of days. */
export const MOST_PERIODS = 370;

const USUAL = { MONTH: 12, WEEK: 26, DAY: 60 };

/** What is shown until somebody chooses otherwise: up to today, in whole periods. */
export const usualStart = (today: string, interval: MetricsInterval) =>
  later(startOf(today, interval), interval, 1 - USUAL[interval]);

/** The first day of every period from one day to another, as the API names them; one more than the most when there are more. */
export function periodsBetween(from: string, to: string, interval: MetricsInterval) {
  const periods: string[] = [];
  for (
    let period = startOf(from, interval);
    period <= to && periods.length <= MOST_PERIODS;
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
