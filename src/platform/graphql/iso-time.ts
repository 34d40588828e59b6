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
