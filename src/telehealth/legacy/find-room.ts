import { Appointment } from '../../appointments/appointment.entity.ts';
import { readRow } from '../../platform/database/read.ts';
import { NotFound } from '../../platform/refusals.ts';
import { everyone, view } from '../../platform/use-case.ts';
import type { OnDemandRoom } from '../room-name.ts';

const bookedRow = { entity: Appointment, fields: ['id'] as const };

/**
 * Finds the appointment that was booked under the name of a room. Undefined if there is none yet. To anybody
 * whom the name does not name, the room does not exist, and no statement tells them more.
 */
export const findRoom = view({
  action: 'see a telehealth room',
  subject({ viewer }, { patientId, providerId }: OnDemandRoom) {
    if (viewer.patientId !== patientId && viewer.providerId !== providerId) throw new NotFound('Room');
    return null;
  },
  allow: everyone,
  read: async ({ db }, _nothing, { name }) => (await readRow(db, bookedRow, { roomName: name }))?.id,
});
