import { defineEntity, p } from '@mikro-orm/core';
import { Appointment } from '../../appointments/appointment.entity.ts';
import { TelehealthSession } from '../../appointments/session.entity.ts';
import { Organization } from '../../organizations/organization.entity.ts';
import { keyedBy, rowOf } from '../../platform/database/shape.ts';
import { visibleTo } from '../../platform/database/visible-to.ts';
import { isStaff } from '../../platform/viewer.ts';
import { isFresh } from '../waiting-patient.entity.ts';

const RoomPresenceSchema = defineEntity({
  name: 'RoomPresence',
  tableName: 'room_presences',
  filters: visibleTo((viewer) => ({
    orgId: viewer.orgId,
    ...(!isStaff(viewer) && { identity: `patient-${viewer.patientId}` }),
  })),
  indexes: [{ properties: ['appointmentId'] }],
  properties: {
    sessionId: () =>
      p
        .manyToOne(TelehealthSession)
        .mapToPk()
        .primary()
        .fieldName('session_id')
        .updateRule('no action')
        .deleteRule('cascade'),
    identity: p.text().primary(),
    appointmentId: () =>
      p
        .manyToOne(Appointment)
        .mapToPk()
        .fieldName('appointment_id')
        .updateRule('no action')
        .deleteRule('cascade'),
    orgId: () => p.manyToOne(Organization).mapToPk().fieldName('org_id'),
    // Renewed while the connection lasts. An old one has died with its node.
    seenAt: p.datetime().length(3),
    leftAt: p.datetime().length(3).nullable(),
  },
});

/** A person who is or was in the practice room of a session. */
export class RoomPresence extends RoomPresenceSchema.class {}
RoomPresenceSchema.setClass(RoomPresence);

/** By the appointment's id, of all its sessions. */
export const presencesRow = keyedBy(rowOf(RoomPresence), 'appointmentId');

export const isPresent = ({ seenAt, leftAt }: Pick<RoomPresence, 'seenAt' | 'leftAt'>) =>
  leftAt === null && isFresh(seenAt);
