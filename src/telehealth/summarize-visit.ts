import { type Appointment, AppointmentStatus } from '../appointments/appointment.entity.ts';
import { currentSessionRow } from '../appointments/session.entity.ts';
import { providerRow } from '../people/provider.entity.ts';
import { field } from '../platform/use-case.ts';

/**
 * One sentence about a completed visit: type, provider, time and duration. Null for other visits. It has no
 * clinical content, because patients can read it and only providers may see notes.
 */
export const summarizeVisit = field(async ({ load }, appointment: Appointment) => {
  if (appointment.status !== AppointmentStatus.COMPLETED) return null;
  const [provider, session] = await Promise.all([
    load(providerRow, appointment.providerId),
    load(currentSessionRow, appointment.id),
  ]);
  const from = session?.startedAt ?? appointment.startsAt;
  const to = session?.endedAt ?? appointment.endsAt;
  const minutes = Math.max(1, Math.round((to.getTime() - from.getTime()) / 60_000));
  const when = `${day(from)}, ${time(from)} to ${time(to)} UTC (${minutes} min)`;
  return `${appointment.visitType} visit with ${provider?.name ?? 'the provider'} on ${when}.`;
});

const day = (date: Date) => date.toISOString().slice(0, 10);
const time = (date: Date) => date.toISOString().slice(11, 16);
