import { Appointment, appointmentRow } from '../appointments/appointment.entity.ts';
import { patientRow } from '../people/patient.entity.ts';
import { readRow } from '../platform/database/read.ts';
import { insert } from '../platform/database/write.ts';
import { NotFound } from '../platform/refusals.ts';
import { change } from '../platform/use-case.ts';

const DURATION_MS = 30 * 60_000;

/** A provider sees one of the organization's patients without an appointment: books one for now. It is started like any other. */
export const createOnDemandVisit = change({
  action: 'create an on-demand visit',
  async subject({ db }, { patientId }: { patientId: number }) {
    const patient = await readRow(db, patientRow, { id: patientId });
    if (!patient) throw new NotFound('Patient');
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
    // The audit row names the appointment, whose number the database gives.
    const [appointment] = await db.apply(insert(db, Appointment, visit, appointmentRow));
    if (!appointment) throw new Error('A new row is answered with itself');
    audit.appointmentId = appointment.id;
    return appointment;
  },
});
