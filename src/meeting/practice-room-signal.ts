import type { WebSocket } from '@fastify/websocket';
import { z } from 'zod';
import { sendWithBackpressure } from '../platform/sockets/backpressure.ts';
import { monitorLiveness } from '../platform/sockets/liveness.ts';
import { limitMessageRate } from '../platform/sockets/message-rate.ts';
import { parseJson } from '../platform/sockets/parse-json.ts';
import { releaseRequest } from '../platform/sockets/release-request.ts';

/** Somebody who is let into a practice room. */
export interface Guest {
  roomName: string;
  name: string;
  moderator: boolean;
  until: Date;
}

const MALFORMED = 1007;
const TAKEN_OVER = 4409;

/** What two browsers must tell each other to connect (WebRTC 1.0), and the call that it is about. */
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

/** Lets the two browsers of each room find each other. Nothing is kept, and nothing is read but the shape. */
export function openPracticeRooms(rateLimit: boolean) {
  const rooms = new Map<string, Room>();
  const watchOver = monitorLiveness();

  return (socket: WebSocket, guest: Guest) => {
    releaseRequest(socket);
    const watch = watchOver(socket);
    // By the token in the link.
    watch.introduced();
    watch.expires(guest.until);
    const key = guest.roomName.toLowerCase();
    const room = rooms.get(key) ?? new Room();
    rooms.set(key, room);
    const seat = { socket, send: sendWithBackpressure(socket), guest };
    room.sit(seat);
    limitMessageRate(socket, rateLimit, (text) => {
      const { data: signal } = Signal.safeParse(parseJson(text));
      if (signal) room.relay(seat, signal);
      // Its sender's connection ends, and nobody else's.
      else socket.close(MALFORMED, 'Not a message of this room');
    });
    socket.once('close', () => {
      room.leave(seat);
      if (room.isEmpty) rooms.delete(key);
    });
  };
}

/** Two seats, the moderator's and the participant's. Whoever comes again takes their own over. */
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
    // What was still on its way for an earlier call would confuse the present one.
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
