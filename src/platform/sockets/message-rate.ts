import type { WebSocket } from '@fastify/websocket';
import { CloseCode } from 'graphql-ws';

/** The sustained rate: 20 messages per second. Bursts may have up to MAX_AHEAD_MS / MS_PER_MESSAGE = 600. */
const MS_PER_MESSAGE = 50;
const MAX_AHEAD_MS = 30_000;

/**
 * Passes a client's messages to `onMessage` while the socket is open. With `rateLimit`, closes the connection
 * (4429) of a client that sends too many.
 */
export function limitMessageRate(
  socket: WebSocket,
  rateLimit: boolean,
  onMessage: (text: string, isBinary: boolean) => void,
) {
  // The generic cell rate algorithm (ITU-T I.371), which needs one number per connection.
  let theoreticalArrival = 0;
  const isTooFast = () => {
    const now = performance.now();
    theoreticalArrival = Math.max(theoreticalArrival, now) + MS_PER_MESSAGE;
    return rateLimit && theoreticalArrival - now > MAX_AHEAD_MS;
  };
  /** Frames may still arrive after the close frame. */
  const isHeard = () => {
    if (socket.readyState !== socket.OPEN) return false;
    if (!isTooFast()) return true;
    socket.close(CloseCode.TooManyInitialisationRequests, 'Too many messages');
    return false;
  };
  socket.on('message', (data, isBinary) => {
    if (isHeard()) onMessage(String(data), isBinary);
  });
  // Control frames are work as well.
  socket.on('ping', isHeard).on('pong', isHeard);
}
