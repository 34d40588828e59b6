import type { WebSocket } from '@fastify/websocket';
import { CloseCode, type WebSocket as GraphQLWebSocket } from 'graphql-ws';
import type { OnFault } from './present-error.ts';

/** Of what is sent, so many bytes may wait for a client to read them. Whoever lets more wait does not read at all. */
const MAX_UNREAD_BYTES = 1024 * 1024;
/** A message for every so many milliseconds, in the long run; and as many at once as come together in the time below: 600. */
const MS_PER_MESSAGE = 50;
const MAX_AHEAD_MS = 30_000;
/** RFC 6455 §5.5: a control frame holds 125 bytes, two of them the code. */
const MAX_REASON_BYTES = 123;
/** What only a server says. */
const ANSWERS = ['connection_ack', 'next', 'error'];

/** How many operations of a connection are at work, those included that its client wants to hear no more of. */
export interface Load {
  operations: number;
}

interface Talk {
  load: Load;
  /** Whether messages are counted against those that a client may send. */
  rateLimit: boolean;
  onFault: OnFault;
}

/** What graphql-ws needs of a socket, at a pace and in an amount that one client may have. */
export function talkThrough(socket: WebSocket, { load, rateLimit, onFault }: Talk): GraphQLWebSocket {
  return {
    protocol: socket.protocol,
    // One after the other, at the client's pace. What cannot be sent any more ends whatever made it.
    send(data) {
      if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
      // By no closure over the text: it would be kept until it is sent, beside the bytes that are.
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      socket.send(data, (error) => (error ? reject(error) : resolve()));
      return promise;
    },
    close: (code, reason) => socket.close(code, fitting(String(reason))),
    onMessage(hear) {
      // The moment up to which the client's messages are paid for: the generic cell rate algorithm (ITU-T I.371), one number for each socket.
      let paidUntil = 0;
      const isTooFast = () => {
        const now = Date.now();
        paidUntil = Math.max(paidUntil, now) + MS_PER_MESSAGE;
        return rateLimit && paidUntil - now > MAX_AHEAD_MS;
      };
      const fail = (error: unknown) => {
        if (socket.readyState !== socket.OPEN) return;
        onFault(error, '');
        socket.close(CloseCode.InternalServerError, 'Internal server error');
      };
      const end = () => {
        load.operations -= 1;
      };
      socket.on('message', (data, isBinary) => {
        // What comes after a goodbye.
        if (socket.readyState !== socket.OPEN) return;
        if (isTooFast()) return socket.close(CloseCode.TooManyInitialisationRequests, 'Too many messages');
        const message = isBinary ? undefined : messageIn(String(data));
        const isOperation = typeOf(message) === 'subscribe';
        if (isOperation) load.operations += 1;
        // Not its text, which a subscription would keep for as long as it lasts. graphql-ws takes this, too, although its type says otherwise.
        const heard = hear(message as string).catch(fail);
        if (isOperation) void heard.then(end);
      });
    },
  };
}

/** What is not a message of a client is none at all, which graphql-ws refuses. */
function messageIn(text: string): unknown {
  try {
    const message: unknown = JSON.parse(text);
    return ANSWERS.includes(typeOf(message)) ? undefined : message;
  } catch {
    return undefined;
  }
}

const typeOf = (message: unknown) => (typeof message === 'object' && message && 'type' in message ? String(message.type) : '');

/** A client may have chosen an operation's id at any length, and is told of it. */
const fitting = (reason: string) => (Buffer.byteLength(reason) > MAX_REASON_BYTES ? `${reason.slice(0, 40)}…` : reason);
