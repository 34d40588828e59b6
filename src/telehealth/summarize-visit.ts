import { type Appointment, AppointmentStatus } from '../appointments/appointment.entity.ts';
import type { TelehealthSession } from '../appointments/session.entity.ts';

type Times = Pick<TelehealthSession, 'startedAt' | 'endedAt'>;

/** What a patient can read about a completed visit: when it was, for how long, with whom. Nothing clinical, since notes are for providers. */
export function summarizeVisit(
  { status, visitType, startsAt, endsAt }: Pick<Appointment, 'status' | 'visitType' | 'startsAt' | 'endsAt'>,
  providerName: string,
  session?: Times | null,
) {
  if (status !== AppointmentStatus.COMPLETED) return null;
  const from = session?.startedAt ?? startsAt;
  const to = session?.endedAt ?? endsAt;
  const minutes = Math.max(1, Math.round((to.getTime() - from.getTime()) / 60_000));
  return `${visitType} visit with ${providerName} on ${day(from)}, ${time(from)} to ${time(to)} UTC (${minutes} min).`;
}

const day = (date: Date) => date.toISOString().slice(0, 10);
const time = (date: Date) => date.toISOString().slice(11, 16);
