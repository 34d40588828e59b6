import type { WebSocket } from '@fastify/websocket';

/** Of what is sent, so many bytes may wait for a client to read them. Whoever lets more wait does not read at all. */
const MAX_UNREAD_BYTES = 1024 * 1024;

/** Sends at the pace of a client who reads, and cuts off one who does not. Answered when it has gone out; fails when it cannot. */
export function sendAsRead(socket: WebSocket, data: string) {
  if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
  // By no closure over the text: it would be kept until it is sent, beside the bytes that are.
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.send(data, (error) => (error ? reject(error) : resolve()));
  return promise;
}
