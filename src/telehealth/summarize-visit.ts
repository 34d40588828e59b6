import { type Appointment, AppointmentStatus } from '../appointments/appointment.entity.ts';
import { currentSessionRow, type TelehealthSession } from '../appointments/session.entity.ts';
import { organizationRow } from '../organizations/organization.entity.ts';
import { providerRow } from '../people/provider.entity.ts';
import { field } from '../platform/use-case.ts';
import { summarySentence } from './summary-sentence.ts';

/**
 * One sentence about a completed visit: type, provider, time and duration. Null for other visits. It has no
 * clinical content, because patients can read it and only providers may see notes.
 */
export const summarizeVisit = field(async ({ load, language }, appointment: Appointment) => {
  if (appointment.status !== AppointmentStatus.COMPLETED) return null;
  const [booked, session, organization] = await Promise.all([
    load(providerRow, appointment.providerId),
    load(currentSessionRow, appointment.id),
    load(organizationRow, appointment.orgId),
  ]);
  // The EHR may have given the appointment to somebody else since.
  const isOfBooked = !session || session.providerId === appointment.providerId;
  const provider = isOfBooked ? booked : await load(providerRow, session.providerId);
  const summary = {
    visitType: appointment.visitType,
    provider: provider?.name,
    from: session?.startedAt ?? appointment.startsAt,
    to: session?.endedAt ?? appointment.endsAt,
  };
  return summarySentence(summary, organization, language);
});

/** The same about a session that has ended, even if the appointment is somebody else's now. Null for an open one. */
export const summarizeSession = field(async ({ load, language }, session: TelehealthSession) => {
  const { startedAt: from, endedAt: to, providerId, orgId } = session;
  if (!to) return null;
  const [provider, organization] = await Promise.all([
    load(providerRow, providerId),
    load(organizationRow, orgId),
  ]);
  return summarySentence(
    { visitType: 'Telehealth', provider: provider?.name, from, to },
    organization,
    language,
  );
});
