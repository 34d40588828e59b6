import { defineEntity, p } from '@mikro-orm/core';
import { Appointment } from '../appointments/appointment.entity.ts';
import { Organization } from '../organizations/organization.entity.ts';
import { Patient } from '../people/patient.entity.ts';
import { rowOf } from '../platform/database/shape.ts';
import { visibleTo } from '../platform/database/visible-to.ts';
import { isStaff } from '../platform/viewer.ts';

/** A row with an older `seenAt` has expired: the connection died without `leave`. */
const FRESH_FOR_MS = 5 * 60_000;
/** A patient still counts as waiting this long after leaving, to bridge reconnects and page reloads. */
const LINGERS_FOR_MS = 30_000;

const WaitingPatientSchema = defineEntity({
  name: 'WaitingPatient',
  tableName: 'waiting_patients',
  filters: visibleTo((viewer) => ({
    orgId: viewer.orgId,
    ...(!isStaff(viewer) && { patientId: viewer.patientId ?? [] }),
  })),
  properties: {
    // The primary key is the appointment's id: several tabs of its patient share one row.
    id: () =>
      p
        .oneToOne(Appointment)
        .mapToPk()
        .primary()
        .fieldName('appointment_id')
        .updateRule('no action')
        .deleteRule('cascade'),
    orgId: () => p.manyToOne(Organization).mapToPk().fieldName('org_id'),
    patientId: () => p.manyToOne(Patient).mapToPk().fieldName('patient_id'),
    since: p.datetime().length(3),
    seenAt: p.datetime().length(3),
  },
});

/** A patient who waits for the visit of one appointment. */
export class WaitingPatient extends WaitingPatientSchema.class {}
WaitingPatientSchema.setClass(WaitingPatient);

export const waitingPatientRow = rowOf(WaitingPatient);

/**
 * Selects rows that have not expired. The upper bound drops rows from the future, after a clock was set back.
 */
export const fresh = () => ({
  $gte: new Date(Date.now() - FRESH_FOR_MS),
  $lte: new Date(Date.now() + FRESH_FOR_MS),
});
export const isFresh = (seenAt: Date) => Math.abs(Date.now() - seenAt.getTime()) <= FRESH_FOR_MS;
/** The `seenAt` of a patient who leaves: the row expires after `LINGERS_FOR_MS`. */
export const lingering = () => new Date(Date.now() - FRESH_FOR_MS + LINGERS_FOR_MS);
