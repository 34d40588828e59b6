import type { WebSocket } from '@fastify/websocket';
import { z } from 'zod';

/** Somebody who is let into a practice room. */
export interface Guest {
  roomName: string;
  name: string;
  moderator: boolean;
  until: Date;
}

const MALFORMED = 1007;
const TOO_BIG = 1009;
const EXPIRED = 4403;
const TAKEN_OVER = 4409;

const PING_MS = 20_000;
const MAX_CHARACTERS = 32 * 1024;
const LONGEST_TIMER = 2 ** 31 - 1;

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

interface Seat {
  socket: WebSocket;
  guest: Guest;
}

/** Lets the two browsers of each room find each other. Nothing is kept, and nothing is read but the shape. */
export function openPracticeRooms() {
  const rooms = new Map<string, Room>();

  return (socket: WebSocket, guest: Guest) => {
    const key = guest.roomName.toLowerCase();
    const room = rooms.get(key) ?? new Room();
    rooms.set(key, room);
    const seat = { socket, guest };
    room.sit(seat);
    watchOver(seat);
    socket.on('message', (data) => {
      const signal = read(seat, String(data));
      if (signal) room.relay(seat, signal);
    });
    socket.once('close', () => {
      room.leave(seat);
      if (room.isEmpty) rooms.delete(key);
    });
  };
}

/** Two seats, the moderator's and the participant's. Whoever comes again takes their own over. */
class Room {
  readonly #seats = new Map<boolean, Seat>();
  #call = 0;

  get isEmpty() {
    return this.#seats.size === 0;
  }

  sit(seat: Seat) {
    this.#seats.get(seat.guest.moderator)?.socket.close(TAKEN_OVER, 'Opened in another window');
    this.#seats.set(seat.guest.moderator, seat);
    const other = this.#otherThan(seat);
    if (!other) return;
    this.#call += 1;
    tell(seat, { type: 'here', call: this.#call, name: other.guest.name });
    tell(other, { type: 'here', call: this.#call, name: seat.guest.name });
  }

  relay(seat: Seat, signal: Signal) {
    // What was still on its way for an earlier call would confuse the present one.
    if (this.#holds(seat) && signal.call === this.#call) tell(this.#otherThan(seat), signal);
  }

  leave(seat: Seat) {
    if (!this.#holds(seat)) return;
    this.#seats.delete(seat.guest.moderator);
    tell(this.#otherThan(seat), { type: 'gone' });
  }

  #holds = (seat: Seat) => this.#seats.get(seat.guest.moderator) === seat;
  #otherThan = (seat: Seat) => this.#seats.get(!seat.guest.moderator);
}

const tell = (seat: Seat | undefined, message: Message) => seat?.socket.send(JSON.stringify(message));

/** The message, or else the end of its sender's connection, and of nobody else's. */
function read({ socket }: Seat, text: string) {
  if (text.length > MAX_CHARACTERS) return socket.close(TOO_BIG, 'Too big');
  const { data, error } = Signal.safeParse(parseJson(text));
  return error ? socket.close(MALFORMED, 'Not a message of this room') : data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Ends the connection with its token, and when nobody is at its other end any more. */
function watchOver({ socket, guest }: Seat) {
  const expiry = setTimeout(() => socket.close(EXPIRED, 'Token expired'), Math.min(guest.until.getTime() - Date.now(), LONGEST_TIMER));
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const pulse = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, PING_MS);
  socket.once('close', () => {
    clearTimeout(expiry);
    clearInterval(pulse);
  });
}
