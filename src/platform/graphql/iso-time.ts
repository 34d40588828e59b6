const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const three = Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, '0'));

/** As `toISOString` writes it, which takes two and a half times as long. */
export function isoTime(time: Date) {
  const year = time.getUTCFullYear();
  // Years that are written otherwise, and what is no time at all.
  if (!(year >= 1_000 && year <= 9_999)) return time.toISOString();
  const date = `${year}-${two[time.getUTCMonth() + 1]}-${two[time.getUTCDate()]}`;
  return `${date}T${two[time.getUTCHours()]}:${two[time.getUTCMinutes()]}:${two[time.getUTCSeconds()]}.${three[time.getUTCMilliseconds()]}Z`;
}
