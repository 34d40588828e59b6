import { Appointment, appointmentRow } from '../appointments/appointment.entity.ts';
import { patientRow } from '../people/patient.entity.ts';
import { providerRow } from '../people/provider.entity.ts';
import { readRow } from '../platform/database/read.ts';
import { insert } from '../platform/database/write.ts';
import { NotFound } from '../platform/refusals.ts';
import { change } from '../platform/use-case.ts';

const DURATION_MS = 30 * 60_000;

/**
 * Books a 30-minute telehealth appointment that begins now, between the calling provider and a patient of the
 * organization. It does not start the visit. Calling it twice books two appointments.
 */
export const createOnDemandVisit = change({
  action: 'create an on-demand visit',
  async subject({ db, viewer }, { patientId }: { patientId: number }) {
    const [patient, provider] = await Promise.all([
      readRow(db, patientRow, { id: patientId }),
      readRow(db, providerRow, { id: viewer.providerId ?? [] }),
    ]);
    if (!patient) throw new NotFound('Patient');
    // A token can name a provider whose record has not arrived yet.
    if (viewer.providerId !== undefined && !provider) throw new NotFound('Provider');
    return patient;
  },
  allow: (viewer, patient) => viewer.providerId !== undefined && viewer.orgId === patient.orgId,
  async run({ db, viewer, audit }, { id: patientId, orgId }) {
    const startsAt = new Date();
    const visit = {
      orgId,
      patientId,
      providerId: viewer.providerId ?? 0,
      visitType: 'Telehealth',
      startDate: startsAt.toISOString().slice(0, 10),
      startsAt,
      endsAt: new Date(startsAt.getTime() + DURATION_MS),
      reason: 'On-demand visit',
    };
    // Not queued with `write`: the audit entry needs the id that the database assigns.
    const [appointment] = await db.apply(insert(db, Appointment, visit, appointmentRow));
    if (!appointment) throw new Error('The insert returned no row');
    audit.appointmentId = appointment.id;
    return appointment;
  },
});
