import type { WebSocket } from '@fastify/websocket';
import { CloseCode } from 'graphql-ws';

/** A message for every so many milliseconds, in the long run; and as many at once as come together in the time below: 600. */
const MS_PER_MESSAGE = 50;
const MAX_AHEAD_MS = 30_000;

/** Hears what a client says until one of the two says goodbye. With `rateLimit` whoever does not stop talking is sent away. */
export function limitMessageRate(
  socket: WebSocket,
  rateLimit: boolean,
  hear: (text: string, isBinary: boolean) => void,
) {
  // Up to when, by a clock that nobody sets, the client's messages are paid for: the generic cell rate algorithm (ITU-T I.371), one number each.
  let paidUntil = 0;
  const isTooFast = () => {
    const now = performance.now();
    paidUntil = Math.max(paidUntil, now) + MS_PER_MESSAGE;
    return rateLimit && paidUntil - now > MAX_AHEAD_MS;
  };
  socket.on('message', (data, isBinary) => {
    // What comes after a goodbye.
    if (socket.readyState !== socket.OPEN) return;
    if (isTooFast()) return socket.close(CloseCode.TooManyInitialisationRequests, 'Too many messages');
    hear(String(data), isBinary);
  });
}
