import { defineEntity, p } from '@mikro-orm/core';
import { Appointment } from '../appointments/appointment.entity.ts';
import { Organization } from '../organizations/organization.entity.ts';
import { Patient } from '../people/patient.entity.ts';
import { rowOf } from '../platform/database/read.ts';
import { visibleTo } from '../platform/database/visible-to.ts';
import { isStaff } from '../platform/viewer.ts';

/** Whoever was last seen longer ago than this, in milliseconds, has gone without a word. */
const FRESH_FOR_MS = 5 * 60_000;
/** Whoever left is still counted for this long, in milliseconds: a lost connection comes back, a page is loaded again. */
const LINGERS_FOR_MS = 30_000;

const WaitingPatientSchema = defineEntity({
  name: 'WaitingPatient',
  tableName: 'waiting_patients',
  filters: visibleTo((viewer) => ({
    orgId: viewer.orgId,
    ...(!isStaff(viewer) && { patientId: viewer.patientId ?? [] }),
  })),
  properties: {
    // The appointment's number: it has one patient, in however many tabs.
    id: () =>
      p
        .oneToOne(Appointment)
        .mapToPk()
        .primary()
        .fieldName('appointment_id')
        .updateRule('no action')
        .deleteRule('no action'),
    orgId: () => p.manyToOne(Organization).mapToPk().fieldName('org_id'),
    patientId: () => p.manyToOne(Patient).mapToPk().fieldName('patient_id'),
    since: p.datetime().length(3),
    seenAt: p.datetime().length(3),
  },
});

/** A patient who was seen waiting for the visit of one appointment. */
export class WaitingPatient extends WaitingPatientSchema.class {}
WaitingPatientSchema.setClass(WaitingPatient);

export const waitingPatientRow = rowOf(WaitingPatient);

/** When a row was seen that counts: not long ago, nor long after now, where the clock was set back. */
export const fresh = () => ({
  $gte: new Date(Date.now() - FRESH_FOR_MS),
  $lte: new Date(Date.now() + FRESH_FOR_MS),
});
export const isFresh = (seenAt: Date) => Math.abs(Date.now() - seenAt.getTime()) <= FRESH_FOR_MS;
/** What `seenAt` is set back to when a patient leaves. */
export const lingering = () => new Date(Date.now() - FRESH_FOR_MS + LINGERS_FOR_MS);
