import type { WebSocket } from '@fastify/websocket';

/** A client with more unread data does not read at all. */
const MAX_UNREAD_BYTES = 1024 * 1024;
/** Memory overhead of a queued message, in addition to its text. */
const BYTES_PER_MESSAGE = 256;

/**
 * Returns a function that sends messages. It terminates the connection of a client that does not read them.
 */
export function sendWithBackpressure(socket: WebSocket) {
  let queued = 0;
  const sent = () => {
    queued -= 1;
  };
  // One shared callback instead of a closure or promise for each message, to keep queued messages small.
  return (data: string) => {
    if (socket.bufferedAmount + queued * BYTES_PER_MESSAGE > MAX_UNREAD_BYTES) return socket.terminate();
    queued += 1;
    socket.send(data, sent);
  };
}
