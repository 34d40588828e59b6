import { AppointmentStatus } from '../appointments/appointment.entity.ts';

const DAY_MS = 24 * 60 * 60_000;
const WEEKS = 26;
const MINUTES = [15, 20, 30, 25, 40];
const REASONS = ['Follow-up', 'Blood pressure check', 'Medication review', 'Lab results', 'New symptoms'];

const { SCHEDULED, CONFIRMED, COMPLETED, CANCELLED, NO_SHOW } = AppointmentStatus;

interface Booking {
  id: number;
  orgId?: number;
  providerId: number;
  patientId: number;
  /** Days from today. */
  day: number;
  /** Hours after midnight, UTC. */
  hour: number;
  minutes?: number;
  status?: AppointmentStatus;
  visitType?: string;
  reason?: string;
}

/**
 * The demo clinic's appointments: half a year of past ones, today's and some future ones. The same all day
 * (UTC).
 */
export function demoAppointments(today: Date) {
  const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  const weekday = today.getUTCDay();
  return [...aroundToday, ...pastWeeks(weekday)].map((booking) => book(midnight, booking));
}

function book(
  midnight: number,
  {
    orgId = 1,
    day,
    hour,
    minutes = 30,
    status = SCHEDULED,
    visitType = 'Telehealth',
    reason = 'Follow-up',
    ...rest
  }: Booking,
) {
  const startsAt = new Date(midnight + day * DAY_MS + hour * 60 * 60_000);
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
  return {
    ...rest,
    orgId,
    status,
    visitType,
    reason,
    startsAt,
    endsAt,
    startDate: startsAt.toISOString().slice(0, 10),
  };
}

const aroundToday: Booking[] = [
  { id: 123, providerId: 45, patientId: 89, day: 0, hour: 14 },
  {
    id: 124,
    providerId: 45,
    patientId: 90,
    day: 0,
    hour: 15,
    status: CONFIRMED,
    reason: 'Medication review',
  },
  {
    id: 125,
    providerId: 45,
    patientId: 91,
    day: 0,
    hour: 16,
    visitType: 'In-person',
    reason: 'Annual physical',
  },
  { id: 126, providerId: 45, patientId: 92, day: 0, hour: 17, status: CANCELLED, reason: 'Lab results' },
  { id: 127, providerId: 46, patientId: 90, day: 0, hour: 14.5 },
  { id: 128, providerId: 45, patientId: 89, day: 7, hour: 14, reason: 'Blood pressure check' },
  { id: 129, providerId: 45, patientId: 91, day: 2, hour: 10 },
  { id: 130, providerId: 46, patientId: 89, day: 14, hour: 9, visitType: 'In-person', reason: 'Vaccination' },
  { id: 201, orgId: 2, providerId: 61, patientId: 201, day: 0, hour: 14 },
  { id: 202, orgId: 2, providerId: 61, patientId: 202, day: 1, hour: 11, visitType: 'In-person' },
];

/** Dr. Smith sees patients by video on three days a week, Dr. Garcia in the practice on two. */
function pastWeeks(weekday: number): Booking[] {
  const bookings: Booking[] = [];
  for (let week = 1; week <= WEEKS; week++) {
    const monday = -weekday - 7 * week + 1;
    for (let slot = 0; slot < 5; slot++) {
      const number = week * 5 + slot;
      const isVideo = slot < 3 || (slot === 3 && week % 2 === 0);
      bookings.push({
        id: 1000 + number,
        providerId: isVideo ? 45 : 46,
        patientId: 89 + (number % 4),
        day: monday + slot,
        hour: 9 + (number % 7),
        minutes: MINUTES[number % MINUTES.length] ?? 30,
        status: number % 11 === 0 ? CANCELLED : number % 13 === 0 ? NO_SHOW : COMPLETED,
        visitType: isVideo ? 'Telehealth' : 'In-person',
        reason: REASONS[number % REASONS.length] ?? 'Follow-up',
      });
    }
  }
  return bookings;
}
