import type { WebSocket } from '@fastify/websocket';
import type { Party } from '../fairness/party.ts';

/** Enough for the tabs and devices of one person, two sockets each. */
const MAX_PER_PERSON = 32;
const MIN_PER_PERSON = 4;
/** Enough for a small clinic behind one address. Holds also if the process can hold few. */
const MIN_PER_ADDRESS = 64;
/** The share of one address in all sockets. */
const ADDRESS_SHARE = 1 / 8;
/** The share that only people get of whom nobody holds a socket yet. */
const NEWCOMERS_SHARE = 1 / 10;
/** The share of sockets whose people are not known yet, in all and in those of an address. */
const UNKNOWN_SHARE = 1 / 4;
const UNKNOWN_SHARE_OF_ADDRESS = 1 / 2;
const MIN_UNKNOWN = 16;
const TRY_AGAIN_LATER = 1013;

/** What the limits of one connection need to know as it goes on. */
export interface Admission {
  /** The token is genuine, so the socket cannot be closed to make room for another any more. */
  introduced(): void;
  /** Whose it is. If it is one too many, closes it and returns false. */
  identified(party: Party, isGateway?: boolean): boolean;
}

interface Held {
  socket: Pick<WebSocket, 'close' | 'terminate' | 'once'>;
  address: Group;
  person?: string;
}

/** Sockets with one limit. `unknown` are those that may be closed for others, the oldest first. */
interface Group {
  all: Set<Held>;
  unknown: Set<Held>;
  max: number;
  maxUnknown: number;
}

const groupOf = (max: number, unknownShare: number): Group => ({
  all: new Set(),
  unknown: new Set(),
  max,
  maxUnknown: Math.max(MIN_UNKNOWN, Math.floor(max * unknownShare)),
});
const isFull = ({ all, unknown, max, maxUnknown }: Group) => all.size >= max || unknown.size >= maxUnknown;
const hasRoom = (group: Group) => !isFull(group) || group.unknown.size > 0;
const isForNewcomers = ({ all, max }: Group) => all.size > max - Math.floor(max * NEWCOMERS_SHARE);

export type SocketLimits = ReturnType<typeof openSocketLimits>;

/**
 * Limits the sockets of all callers, of one address and of one person. Where there is no room for another, the
 * oldest whose person is not known yet is closed. So people who show a token at once get in, and sockets that
 * never show one, or one that cannot be verified, hold up nobody.
 */
export function openSocketLimits(maxSockets: number) {
  const everybody = groupOf(maxSockets, UNKNOWN_SHARE);
  const addresses = new Map<string, Group>();
  const people = new Map<string, number>();
  const maxPerPerson = Math.min(MAX_PER_PERSON, Math.max(MIN_PER_PERSON, Math.floor(maxSockets / 8)));
  const maxPerAddress = Math.max(MIN_PER_ADDRESS, Math.floor(maxSockets * ADDRESS_SHARE));

  const groupAt = (address: string) =>
    addresses.get(address) ?? groupOf(maxPerAddress, UNKNOWN_SHARE_OF_ADDRESS);

  function open(socket: Held['socket'], address: string): Admission | undefined {
    const group = groupAt(address);
    for (const crowd of [group, everybody])
      if (isFull(crowd)) {
        const [oldest] = crowd.unknown;
        if (!oldest) return void socket.close(TRY_AGAIN_LATER, 'Too many connections');
        leave(oldest);
        oldest.socket.terminate();
      }
    addresses.set(address, group);
    const held: Held = { socket, address: group };
    for (const { all, unknown } of [group, everybody]) {
      all.add(held);
      unknown.add(held);
    }
    socket.once('close', () => {
      leave(held);
      if (group.all.size === 0) addresses.delete(address);
    });
    return {
      introduced: () => setKnown(held),
      identified: (party, isGateway = false) => identify(held, party, isGateway),
    };
  }

  function identify(held: Held, { organization, person }: Party, isGateway: boolean) {
    if (!everybody.all.has(held)) return false;
    // A gateway brings the sockets of many people from one address.
    if (isGateway) held.address.all.delete(held);
    const name = `${organization}/${person}`;
    const others = people.get(name) ?? 0;
    const isCrowded = isForNewcomers(everybody) || isForNewcomers(held.address);
    if (others >= maxPerPerson || (others > 0 && isCrowded)) {
      // Clients may not answer the close frame.
      for (const { unknown } of [held.address, everybody]) unknown.add(held);
      held.socket.close(TRY_AGAIN_LATER, 'Too many connections');
      return false;
    }
    setKnown(held);
    held.person = name;
    people.set(name, others + 1);
    return true;
  }

  function leave(held: Held) {
    if (!everybody.all.delete(held)) return;
    setKnown(held);
    held.address.all.delete(held);
    if (held.person === undefined) return;
    const left = (people.get(held.person) ?? 1) - 1;
    if (left > 0) people.set(held.person, left);
    else people.delete(held.person);
  }

  function setKnown(held: Held) {
    for (const { unknown } of [held.address, everybody]) unknown.delete(held);
  }

  return {
    open,
    /** Whether a socket from this address would be let in now. */
    hasRoom: (address: string) => hasRoom(everybody) && hasRoom(groupAt(address)),
  };
}
