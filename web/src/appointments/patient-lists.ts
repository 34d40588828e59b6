import { dayIn, startOfDayIn } from '../words/time-zone.ts';
import type { AppointmentList } from './appointment-list.ts';
import { isPast } from './visit-state.ts';

const DAY_MS = 86_400_000;

/** A patient's upcoming appointments, soonest first. */
export const upcomingOf = (patientId: string, now: number): AppointmentList => ({
  // From yesterday on, since the evening's visits may still be going on after midnight.
  filter: { mine: true, patientId, from: startOfDayIn(dayIn(now - DAY_MS)).toISOString() },
  order: 'EARLIEST_FIRST',
  first: 20,
  includes: (visit) => visit.patient.id === patientId && !isPast(visit, now),
});

/** A patient's past appointments, latest first: all that are not among the upcoming ones. */
export const pastOf = (patientId: string, now: number): AppointmentList => ({
  filter: { mine: true, patientId, to: startOfTomorrow(now) },
  order: 'LATEST_FIRST',
  first: 10,
  includes: (visit) => visit.patient.id === patientId && isPast(visit, now),
});

/** Those that were over on a day before their own. */
export const pastBeforeTheirDay = (patientId: string, now: number): AppointmentList => ({
  ...pastOf(patientId, now),
  filter: { mine: true, patientId, from: startOfTomorrow(now), status: ['COMPLETED', 'NO_SHOW'] },
  first: 100,
});

const startOfTomorrow = (now: number) => startOfDayIn(dayIn(now + DAY_MS)).toISOString();
