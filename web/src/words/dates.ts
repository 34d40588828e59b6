import { regionalTag } from './language.ts';
import { comesTwice, offsetAt } from './time-zone.ts';

/**
 * "9:00 AM", in the viewer's time zone or another. Where the clock alone does not tell the time, it names the
 * zone: when the hour comes twice, and when clocks will have changed by then.
 */
export const timeOf = (at: string | Date, language: string, timeZone?: string) =>
  clock(at, language, timeZone, !isClear(at, timeZone));

/** "9:00 AM – 9:30 AM". */
export function timeRangeOf(from: string, to: string, language: string, timeZone?: string) {
  // Once is enough, unless the clocks change in between.
  const isNamedAtEnd =
    !isClear(to, timeZone) && offsetAt(new Date(from), timeZone) === offsetAt(new Date(to), timeZone);
  const start = isNamedAtEnd ? clock(from, language, timeZone, false) : timeOf(from, language, timeZone);
  return `${start} – ${timeOf(to, language, timeZone)}`;
}

const clock = (at: string | Date, language: string, timeZone: string | undefined, isZoneNamed: boolean) =>
  format(at, language, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    ...(isZoneNamed && { timeZoneName: 'short' }),
  });

function isClear(at: string | Date, timeZone: string | undefined) {
  const time = new Date(at);
  return !comesTwice(time, timeZone) && offsetAt(time, timeZone) === offsetAt(Date.now(), timeZone);
}

/** "Monday, November 30". */
export const dayOf = (at: string | Date, language: string, timeZone?: string) =>
  format(at, language, { weekday: 'long', day: 'numeric', month: 'long', timeZone });

/** "Mon, Nov 30". */
export const shortDayOf = (at: string | Date, language: string, timeZone?: string) =>
  format(at, language, { weekday: 'short', day: 'numeric', month: 'short', timeZone });

export const dateOf = (at: string | Date, language: string) => format(at, language, { dateStyle: 'long' });

export const dateTimeOf = (at: string | Date, language: string) =>
  format(at, language, { dateStyle: 'medium', timeStyle: 'medium' });

/** "Eastern Time": the zone's name in summer and in winter alike. */
export function timeZoneOf(language: string) {
  const name = zoneName(language, 'longGeneric');
  // UTC has no generic name.
  return name.startsWith('GMT') ? zoneName(language, 'long') : name;
}

const zoneName = (language: string, timeZoneName: 'long' | 'longGeneric') =>
  new Intl.DateTimeFormat(regionalTag(language), { timeZoneName })
    .formatToParts()
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

const format = (at: string | Date, language: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(regionalTag(language), options).format(new Date(at));

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "in 12 minutes", "2 hours ago": in the largest unit that fits. */
export function relativeTimeOf(seconds: number, language: string) {
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS[2];
  return new Intl.RelativeTimeFormat(regionalTag(language)).format(Math.trunc(seconds / size), unit);
}

/** "3 minutes", in the largest unit that fits. */
export function durationOf(seconds: number, language: string) {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? UNITS[2];
  const number = new Intl.NumberFormat(regionalTag(language), { style: 'unit', unit, unitDisplay: 'long' });
  return number.format(Math.floor(seconds / size));
}

/** Midnight at the start of that day, in the viewer's time zone. */
export function startOfDay(day: Date, daysLater = 0) {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysLater);
}
