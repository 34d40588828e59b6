/** Whether it is `UTC` or the IANA name of a place. Others, such as EST or +05:30, do not know when clocks change. */
export function isTimeZone(name: string) {
  if (name !== 'UTC' && !name.includes('/')) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false; // Intl throws a RangeError on names that it does not know
  }
}

/** A moment in the organization's zone. A zone that only the database knows counts as UTC. */
export const inZoneOf = ({ timeZone }: { timeZone: string }, moment: Date) =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(
    isTimeZone(timeZone) ? timeZone : 'UTC',
  );
