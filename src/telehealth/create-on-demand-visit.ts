import type { RequiredEntityData } from '@mikro-orm/core';
import { Appointment, appointmentRow } from '../appointments/appointment.entity.ts';
import { organizationRow } from '../organizations/organization.entity.ts';
import { inZoneOf } from '../organizations/time-zone.ts';
import { patientRow } from '../people/patient.entity.ts';
import { providerRow } from '../people/provider.entity.ts';
import type { Transaction } from '../platform/database/db.ts';
import { readRow } from '../platform/database/read.ts';
import type { RowOf } from '../platform/database/shape.ts';
import { applyFunction, insertNew } from '../platform/database/write.ts';
import { NotFound } from '../platform/refusals.ts';
import { change } from '../platform/use-case.ts';
import type { OnDemandRoom } from './room-name.ts';
import { topicsOf } from './topics.ts';

interface CreateOnDemandVisit {
  patientId: number;
  /** The room in which an older client wants to meet, by a name of its own. */
  room?: OnDemandRoom;
}

const DURATION_MS = 30 * 60_000;

/**
 * Books a 30-minute telehealth appointment that begins now, between the calling provider and a patient of the
 * organization. It does not start the visit. Calling it twice books two appointments, unless both name the
 * same room.
 */
export const createOnDemandVisit = change({
  action: 'create an on-demand visit',
  async subject({ db, viewer }, { patientId, room }: CreateOnDemandVisit) {
    const [patient, provider, organization] = await Promise.all([
      readRow(db, patientRow, { id: patientId }),
      readRow(db, providerRow, { id: viewer.providerId ?? [] }),
      readRow(db, organizationRow, { id: viewer.orgId }),
    ]);
    if (room && viewer.providerId !== undefined && viewer.providerId !== room.providerId)
      throw new NotFound('Room');
    if (!patient) throw new NotFound('Patient');
    // A token can name a provider whose record has not arrived yet.
    if (viewer.providerId !== undefined && !provider) throw new NotFound('Provider');
    if (!organization) throw new NotFound('Organization');
    return { patient, organization };
  },
  allow: (viewer, { patient }) => viewer.providerId !== undefined && viewer.orgId === patient.orgId,
  async run({ db, viewer, audit, announce }, { patient: { id: patientId, orgId }, organization }, { room }) {
    const startsAt = new Date();
    const visit = {
      orgId,
      patientId,
      providerId: viewer.providerId ?? 0,
      visitType: 'Telehealth',
      startDate: inZoneOf(organization, startsAt).toPlainDate().toString(),
      startsAt,
      endsAt: new Date(startsAt.getTime() + DURATION_MS),
      reason: 'On-demand visit',
      roomName: room?.name ?? null,
    };
    const appointment = await insertUnderFreeId(db, visit);
    audit.appointmentId = appointment.id;
    announce(topicsOf(appointment), appointment.id);
    return appointment;
  },
});

/**
 * Skips ids that the EHR has taken: it may bring its own, also at this moment. If the room has been booked at
 * this moment, returns that appointment.
 */
async function insertUnderFreeId(
  db: Transaction,
  visit: Omit<RequiredEntityData<Appointment>, 'id'>,
): Promise<RowOf<typeof appointmentRow>> {
  const id = await applyFunction(db, 'next_appointment_id');
  // Not queued with `write`: the audit entry needs the id.
  const [appointment] = await db.apply(insertNew(db, Appointment, [{ ...visit, id }], appointmentRow));
  if (appointment) return appointment;
  const booked = visit.roomName && (await readRow(db, appointmentRow, { roomName: visit.roomName }));
  return booked || insertUnderFreeId(db, visit);
}
