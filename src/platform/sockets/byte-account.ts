import type { WebSocket } from '@fastify/websocket';

/** What a connection may make this process hold for it. A client with more unread data does not read at all. */
const MAX_HELD_BYTES = 1024 * 1024;
/** Memory overhead of a queued message, in addition to its text. */
const BYTES_PER_MESSAGE = 256;

export interface ByteAccount {
  /** Sends a message. */
  send(text: string): void;
  /** Accounts for a message of the client's, until `release` is called. */
  hold(bytes: number): void;
  release(bytes: number): void;
}

/**
 * Accounts for everything that is kept for a connection: answers that the client has not read, and messages
 * that are still being worked on. Terminates the connection if that is too much.
 */
export function openByteAccount(socket: WebSocket): ByteAccount {
  let held = 0;
  let queued = 0;
  const isOverdrawn = () => held + socket.bufferedAmount + queued * BYTES_PER_MESSAGE > MAX_HELD_BYTES;
  const sent = () => {
    queued -= 1;
  };
  return {
    // One shared callback instead of a closure or promise for each message, to keep queued messages small.
    send(text) {
      if (isOverdrawn()) return socket.terminate();
      queued += 1;
      socket.send(text, sent);
    },
    hold(bytes) {
      held += bytes;
      if (isOverdrawn()) socket.terminate();
    },
    release(bytes) {
      held -= bytes;
    },
  };
}
