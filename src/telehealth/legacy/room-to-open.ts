import { BadUserInput } from '../../platform/refusals.ts';
import type { Caller } from '../../platform/use-case.ts';
import { createOnDemandVisit } from '../create-on-demand-visit.ts';
import { onDemandRoomIn } from '../room-name.ts';
import { findRoom } from './find-room.ts';
import { appointmentIn } from './hide-rooms.ts';

interface Room {
  roomName: string;
  patientId: number;
  providerId: number;
}

/** The appointment of a room to open. Under a name without an appointment, an on-demand visit is booked once. */
export async function appointmentToOpen(caller: Caller, { roomName, patientId, providerId }: Room) {
  const room = onDemandRoomIn(roomName);
  if (!room) return appointmentIn(caller, roomName);
  if (room.patientId !== patientId || room.providerId !== providerId)
    throw new BadUserInput('providerId and patientId must be those in roomName');
  return (await findRoom(caller, room)) ?? (await createOnDemandVisit(caller, { patientId, room })).id;
}
