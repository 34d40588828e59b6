import type { WebSocket } from '@fastify/websocket';
import { z } from 'zod';
import type { Party } from '../platform/fairness/party.ts';
import { openByteAccount } from '../platform/sockets/byte-account.ts';
import type { Entrance, holdConnections } from './hold-connections.ts';

/** A person whose token was admitted to a practice room. */
export interface Guest {
  party: Party;
  roomName: string;
  identity?: string | undefined;
  name: string;
  moderator: boolean;
  until: Date;
}

const TAKEN_OVER = 4409;

/** A signalling message between two browsers (WebRTC 1.0). `call` is the number of the call it belongs to. */
const Signal = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('description'),
    call: z.int(),
    description: z.object({ type: z.enum(['offer', 'answer']), sdp: z.string() }),
  }),
  z.object({
    type: z.literal('candidate'),
    call: z.int(),
    candidate: z.object({
      candidate: z.string().max(1024),
      sdpMid: z.string().max(64).nullish(),
      sdpMLineIndex: z.int().nonnegative().nullish(),
      usernameFragment: z.string().max(256).nullish(),
    }),
  }),
]);
type Signal = z.infer<typeof Signal>;
type Message = Signal | { type: 'here'; call: number; name: string } | { type: 'gone' };

interface PracticeRoomSeat {
  socket: WebSocket;
  send(text: string): void;
  guest: Guest;
}

/**
 * Relays signalling messages between the two browsers of a room. It stores nothing and only validates the
 * shape.
 */
export function openPracticeRooms(hold: ReturnType<typeof holdConnections>) {
  const rooms = new Map<string, Room>();

  return (guest: Guest, entrance: Entrance) => {
    const { socket } = entrance;
    const key = guest.roomName.toLowerCase();
    const seat = { socket, send: openByteAccount(socket).send, guest };
    const isHeld = hold(entrance, (message) => {
      const { data: signal } = Signal.safeParse(message);
      if (signal) room.relay(seat, signal);
      return signal !== undefined;
    });
    if (!isHeld) return;
    const room = rooms.get(key) ?? new Room();
    rooms.set(key, room);
    room.sit(seat);
    socket.once('close', () => {
      room.leave(seat);
      if (room.isEmpty) rooms.delete(key);
    });
  };
}

/**
 * A room with two seats: one for the moderator, one for the participant. A new connection takes over its
 * seat.
 */
class Room {
  readonly #seats = new Map<boolean, PracticeRoomSeat>();
  #call = 0;

  get isEmpty() {
    return this.#seats.size === 0;
  }

  sit(seat: PracticeRoomSeat) {
    this.#seats.get(seat.guest.moderator)?.socket.close(TAKEN_OVER, 'Opened in another window');
    this.#seats.set(seat.guest.moderator, seat);
    const other = this.#otherThan(seat);
    if (!other) return;
    this.#call += 1;
    tell(seat, { type: 'here', call: this.#call, name: other.guest.name });
    tell(other, { type: 'here', call: this.#call, name: seat.guest.name });
  }

  relay(seat: PracticeRoomSeat, signal: Signal) {
    // Drop late messages of an earlier call: they would break the current one.
    if (this.#holds(seat) && signal.call === this.#call) tell(this.#otherThan(seat), signal);
  }

  leave(seat: PracticeRoomSeat) {
    if (!this.#holds(seat)) return;
    this.#seats.delete(seat.guest.moderator);
    tell(this.#otherThan(seat), { type: 'gone' });
  }

  #holds = (seat: PracticeRoomSeat) => this.#seats.get(seat.guest.moderator) === seat;
  #otherThan = (seat: PracticeRoomSeat) => this.#seats.get(!seat.guest.moderator);
}

const tell = (seat: PracticeRoomSeat | undefined, message: Message) => seat?.send(JSON.stringify(message));
