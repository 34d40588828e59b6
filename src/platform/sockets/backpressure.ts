import type { WebSocket } from '@fastify/websocket';

/** Of what is sent, so many bytes may wait for a client to read them. Whoever lets more wait does not read at all. */
const MAX_UNREAD_BYTES = 1024 * 1024;
/** What a message takes of a process while it waits, beside its text. */
const BYTES_PER_MESSAGE = 256;

/** Sends to a client who reads, and cuts off one who does not. */
export function sendWithBackpressure(socket: WebSocket) {
  let waiting = 0;
  const sent = () => {
    waiting -= 1;
  };
  // Nothing of a message is kept but its text, neither by a closure nor by somebody who waits until it has gone out.
  return (data: string) => {
    if (socket.bufferedAmount + waiting * BYTES_PER_MESSAGE > MAX_UNREAD_BYTES) return socket.terminate();
    waiting += 1;
    socket.send(data, sent);
  };
}
