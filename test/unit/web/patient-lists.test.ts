import { expect, test } from 'vitest';
import type { AppointmentList } from '../../../web/src/appointments/appointment-list.ts';
import { pastBeforeTheirDay, pastOf, upcomingOf } from '../../../web/src/appointments/patient-lists.ts';
import { isReady, waitingRoomAt } from '../../../web/src/appointments/visit-state.ts';
import type { AppointmentCardFragment, AppointmentStatus } from '../../../web/src/gql/hooks.ts';

type Visit = AppointmentCardFragment;

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-11-30T09:15:00Z');
const STATUSES: AppointmentStatus[] = [
  'REQUESTED',
  'SCHEDULED',
  'CONFIRMED',
  'CHECKED_IN',
  'IN_PROGRESS',
  'COMPLETED',
  'CANCELLED',
  'NO_SHOW',
];
const SESSIONS = { none: null, open: { endedAt: null }, ended: { endedAt: '2026-11-29T10:00:00Z' } };

const visitAt = (start: number, minutes: number, status: AppointmentStatus, session: object | null) =>
  ({
    patient: { id: '89' },
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(start + minutes * 60_000).toISOString(),
    status,
    session,
  }) as Visit; // the fields that decide

/** As the server answers the filter, and the page then picks. */
function isListed(visit: Visit, { filter: { from, to, status }, includes }: AppointmentList) {
  const isAnswered =
    (!from || visit.startsAt >= from) &&
    (!to || visit.startsAt < to) &&
    (!status || status.includes(visit.status));
  return isAnswered && includes(visit);
}

/** The lists of a page at that time, and how often each has the visit. */
function listsAt(now: number) {
  const upcoming = upcomingOf('89', now);
  const past = [pastOf('89', now), pastBeforeTheirDay('89', now)];
  return (visit: Visit) => ({
    upcoming: Number(isListed(visit, upcoming)),
    past: past.filter((list) => isListed(visit, list)).length,
  });
}

test('at any time each appointment is in exactly one list, whatever its status, its length and its session', () => {
  let checked = 0;
  for (let hours = -24 * 9; hours <= 24 * 9; hours += 1.25) {
    const listsOf = listsAt(NOW + hours * HOUR_MS);
    for (const minutes of [5, 30, 240])
      for (const status of STATUSES)
        for (const session of Object.values(SESSIONS)) {
          const visit = visitAt(NOW, minutes, status, session);
          const { upcoming, past } = listsOf(visit);
          checked += 1;
          // An open visit of last week is above the lists: the server says so, not a list.
          if (isReady(visit)) expect(past).toBe(0);
          else expect([hours, minutes, status, upcoming + past]).toEqual([hours, minutes, status, 1]);
        }
  }
  expect(checked).toBeGreaterThan(20_000);
});

test('an appointment goes from the upcoming ones to the past ones once, and not back', () => {
  const times = Array.from({ length: 200 }, (_, step) => listsAt(NOW + (step - 100) * HOUR_MS));
  for (const status of STATUSES) {
    const seen = times.map((listsOf) => listsOf(visitAt(NOW, 30, status, null)).upcoming);
    const changes = seen.filter((isUpcoming, step) => step > 0 && isUpcoming !== seen[step - 1]);
    expect([status, changes.length <= 1, seen.at(-1)]).toEqual([status, true, 0]);
  }
});

test('the waiting room opens half an hour early, closes four hours after the end, and is open while the visit is', () => {
  const room = (minutes: number, session: object | null = null) =>
    waitingRoomAt(visitAt(NOW, 30, 'SCHEDULED', session), NOW + minutes * 60_000);
  expect([room(-31), room(-30), room(0), room(269), room(270)]).toEqual([
    'early',
    'open',
    'open',
    'open',
    'closed',
  ]);
  expect([room(-10_000, SESSIONS.open), room(10_000, SESSIONS.open)]).toEqual(['open', 'open']);
});
