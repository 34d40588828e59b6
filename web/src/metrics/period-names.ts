import type { MetricsInterval } from '../gql/hooks.ts';

const SIX_DAYS_MS = 6 * 24 * 60 * 60_000;

/** "March 2026", "Mar 2 – 8, 2026" or "Mon, Mar 2, 2026". In UTC, since days have no time zone here. */
export function periodName(period: string, interval: MetricsInterval, language: string) {
  const start = new Date(period);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  if (interval === 'MONTH') return format({ month: 'long', year: 'numeric' }).format(start);
  if (interval === 'WEEK')
    return format({ dateStyle: 'medium' }).formatRange(start, new Date(start.getTime() + SIX_DAYS_MS));
  return format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(start);
}

/** Short enough to fit below a bar. */
export function shortPeriodName(period: string, interval: MetricsInterval, language: string) {
  const other = interval === 'MONTH' ? ({ year: 'numeric' } as const) : ({ day: 'numeric' } as const);
  return new Intl.DateTimeFormat(language, { month: 'short', ...other, timeZone: 'UTC' }).format(
    new Date(period),
  );
}
