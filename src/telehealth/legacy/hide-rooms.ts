import { toId } from '../../platform/database/row-id.ts';
import { BadUserInput, Refusal, ROOM_NOT_READY } from '../../platform/refusals.ts';
import type { Caller } from '../../platform/use-case.ts';
import { appointmentIdIn, onDemandRoomIn } from '../room-name.ts';
import { findRoom } from './find-room.ts';

class UnknownRoomName extends BadUserInput {}

/**
 * Returns the appointment's id from any known form of its room name. Throws BAD_USER_INPUT for other names, and
 * ROOM_NOT_READY for the name of an on-demand visit that nobody has opened yet.
 */
export async function appointmentIn(caller: Caller, roomName: string) {
  const room = onDemandRoomIn(roomName);
  if (room) return (await findRoom(caller, room)) ?? notReady();
  const id = appointmentIdIn(roomName);
  if (id === undefined)
    throw new UnknownRoomName('roomName must name the room of an appointment, such as apt123');
  return toId(id);
}

function notReady(): never {
  throw ROOM_NOT_READY;
}

/**
 * Turns the refusals for closed, foreign and unknown rooms into ROOM_NOT_READY. The documented legacy
 * endpoints give one answer for all rooms that cannot be joined.
 */
export async function hideRooms<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  return ask().catch((error: unknown) => {
    const hidden =
      error instanceof UnknownRoomName ||
      (error instanceof Refusal && ['NOT_FOUND', 'FORBIDDEN', 'CONFLICT'].includes(error.code));
    throw hidden ? ROOM_NOT_READY : error;
  });
}
