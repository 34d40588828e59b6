import { type Appointment, AppointmentStatus } from '../appointments/appointment.entity.ts';
import { currentSessionRow, type TelehealthSession } from '../appointments/session.entity.ts';
import { providerRow } from '../people/provider.entity.ts';
import { field } from '../platform/use-case.ts';

/**
 * One sentence about a completed visit: type, provider, time and duration. Null for other visits. It has no
 * clinical content, because patients can read it and only providers may see notes.
 */
export const summarizeVisit = field(async ({ load }, appointment: Appointment) => {
  if (appointment.status !== AppointmentStatus.COMPLETED) return null;
  const [booked, session] = await Promise.all([
    load(providerRow, appointment.providerId),
    load(currentSessionRow, appointment.id),
  ]);
  // The EHR may have given the appointment to somebody else since.
  const isOfBooked = !session || session.providerId === appointment.providerId;
  const provider = isOfBooked ? booked : await load(providerRow, session.providerId);
  const from = session?.startedAt ?? appointment.startsAt;
  return sentence(appointment.visitType, provider?.name, from, session?.endedAt ?? appointment.endsAt);
});

/** The same about a session that has ended, whoever has the appointment now. Null for an open one. */
export const summarizeSession = field(async ({ load }, session: TelehealthSession) => {
  const { startedAt, endedAt, providerId } = session;
  if (!endedAt) return null;
  return sentence('Telehealth', (await load(providerRow, providerId))?.name, startedAt, endedAt);
});

function sentence(visitType: string, provider: string | undefined, from: Date, to: Date) {
  const minutes = Math.max(1, Math.round((to.getTime() - from.getTime()) / 60_000));
  const when = `${day(from)}, ${time(from)} to ${time(to)} UTC (${minutes} min)`;
  return `${visitType} visit with ${provider ?? 'the provider'} on ${when}.`;
}

const day = (date: Date) => date.toISOString().slice(0, 10);
const time = (date: Date) => date.toISOString().slice(11, 16);
