const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** An IANA name. Undefined is the device's own zone. */
type Zone = string | undefined;

/** The day that the zone's calendar shows at that time: yyyy-mm-dd. Such days sort as text. */
export const dayIn = (at: Date | number, timeZone?: Zone) => wallClock(at, timeZone).slice(0, 10);

/** The first moment of a day in a zone. On some nights that is not midnight, or midnight comes twice. */
export function startOfDayIn(day: string, timeZone?: Zone) {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const before = offsetAt(midnight - DAY_MS, timeZone);
  const starts = [before, offsetAt(midnight + DAY_MS, timeZone)]
    .map((offset) => midnight - offset)
    .filter((start) => start + offsetAt(start, timeZone) === midnight);
  return new Date(starts.length > 0 ? Math.min(...starts) : midnight - before);
}

/** How far the zone's clocks are ahead of UTC at that time, in milliseconds. */
export function offsetAt(at: Date | number, timeZone?: Zone) {
  // Quicker, and there is one for each time on a page.
  if (timeZone === undefined) return -new Date(at).getTimezoneOffset() * MINUTE_MS;
  const ahead = Date.parse(`${wallClock(at, timeZone)}Z`) - Number(at);
  return Math.round(ahead / MINUTE_MS) * MINUTE_MS;
}

/** Whether the zone's clocks show this time twice, because they are set back that night. */
export function comesTwice(at: Date | number, timeZone?: Zone) {
  const offset = offsetAt(at, timeZone);
  return [-DAY_MS, DAY_MS]
    .map((distance) => offsetAt(Number(at) + distance, timeZone))
    .some((other) => other !== offset && offsetAt(Number(at) + offset - other, timeZone) === other);
}

/** Whether this browser knows the zone. The clinic's may be younger than the browser. */
export function isKnownZone(timeZone: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

/** Swedish writes times as ISO 8601 does: 2026-11-30T09:00:00. */
const wallClock = (at: Date | number, timeZone: Zone) =>
  new Date(at).toLocaleString('sv', { timeZone }).replace(' ', 'T');
