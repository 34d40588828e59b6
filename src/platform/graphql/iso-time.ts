const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const three = Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, '0'));

/** The same text as `toISOString`, which takes 2.5 times as long. */
export function isoTime(time: Date) {
  const year = time.getUTCFullYear();
  // Years with another number of digits, and invalid dates.
  if (!(year >= 1_000 && year <= 9_999)) return time.toISOString();
  const date = `${year}-${two[time.getUTCMonth() + 1]}-${two[time.getUTCDate()]}`;
  return `${date}T${two[time.getUTCHours()]}:${two[time.getUTCMinutes()]}:${two[time.getUTCSeconds()]}.${three[time.getUTCMilliseconds()]}Z`;
}

/** PostgreSQL's text of a time in UTC, with milliseconds at most. */
const IN_DATABASE = /^[1-9]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,3})?\+00$/;

/** The same for a time as the database wrote it. Undefined if that needs a Date, which takes five times as long. */
export function isoTimeOf(cell: unknown) {
  if (typeof cell !== 'string' || !IN_DATABASE.test(cell)) return undefined;
  return `${cell.slice(0, 10)}T${cell.slice(11, 19)}.${cell.slice(20, -3).padEnd(3, '0')}Z`;
}
