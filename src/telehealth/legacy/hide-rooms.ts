import { toId } from '../../platform/database/read.ts';
import { BadUserInput, Refusal, ROOM_NOT_READY } from '../../platform/refusals.ts';
import { appointmentIdIn } from '../room-name.ts';

class UnknownRoomName extends BadUserInput {}

/** The appointment whose room this is, in any of the shapes that clients know it by. */
export function appointmentIn(roomName: string) {
  const id = appointmentIdIn(roomName);
  if (id === undefined)
    throw new UnknownRoomName('roomName must name the room of an appointment, such as apt123');
  return toId(id);
}

/** Answers for a room that is closed, somebody else's or unknown as for one that has not opened, which is documented. */
export async function hideRooms<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  return ask().catch((error: unknown) => {
    const hidden =
      error instanceof UnknownRoomName ||
      (error instanceof Refusal && ['NOT_FOUND', 'FORBIDDEN', 'CONFLICT'].includes(error.code));
    throw hidden ? ROOM_NOT_READY : error;
  });
}
