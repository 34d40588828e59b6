/** Dates and times in a language and the viewer's time zone. */
export const timeOf = (at: string | Date, language: string) =>
  new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(new Date(at));

export const dayOf = (at: string | Date, language: string) =>
  new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at));

export const dateOf = (at: string | Date, language: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(at));

export const dateTimeOf = (at: string | Date, language: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at));

export const timeZoneOf = (language: string) =>
  new Intl.DateTimeFormat(language, { timeZoneName: 'long' })
    .formatToParts()
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "in 12 minutes", "2 hours ago": in the largest unit that fits. */
export function relativeTimeOf(seconds: number, language: string) {
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS[2];
  return new Intl.RelativeTimeFormat(language).format(Math.trunc(seconds / size), unit);
}

/** "3 minutes", in the largest unit that fits. */
export function durationOf(seconds: number, language: string) {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? UNITS[2];
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.floor(seconds / size));
}

/** Midnight at the start of that day, in the viewer's time zone. */
export function startOfDay(day: Date, daysLater = 0) {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysLater);
}
