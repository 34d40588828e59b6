import { toId } from '../../platform/database/row-id.ts';
import { BadUserInput, Refusal, ROOM_NOT_READY } from '../../platform/refusals.ts';
import { appointmentIdIn } from '../room-name.ts';

class UnknownRoomName extends BadUserInput {}

/**
 * Returns the appointment's id from any known form of its room name. Throws BAD_USER_INPUT for other names.
 */
export function appointmentIn(roomName: string) {
  const id = appointmentIdIn(roomName);
  if (id === undefined)
    throw new UnknownRoomName('roomName must name the room of an appointment, such as apt123');
  return toId(id);
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
