import type { WebSocket } from '@fastify/websocket';
import { CloseCode, type WebSocket as GraphQLWebSocket } from 'graphql-ws';
import type { OnFault } from '../../http/present-error.ts';
import { openByteAccount } from '../../sockets/byte-account.ts';
import { limitMessageRate } from '../../sockets/message-rate.ts';
import { parseJson } from '../../sockets/parse-json.ts';

/** RFC 6455 §5.5: a control frame holds 125 bytes, two of them the code. */
const MAX_REASON_BYTES = 123;
/** Clients count, or send a UUID. An id comes back in every answer, and unread answers are held in memory. */
const MAX_ID_BYTES = 256;
/** Message types that only servers send. */
const ANSWERS = ['connection_ack', 'next', 'error'];

/** The number of running operations of a connection, completed ones included until they have ended. */
export interface ConnectionLoad {
  operations: number;
}

interface Talk {
  load: ConnectionLoad;
  /** Whether messages count against the rate limit. */
  rateLimit: boolean;
  onFault: OnFault;
}

/** An operation, from its `subscribe` message until it has ended. */
interface Operation {
  /** When graphql-ws gets its message, if it must wait. */
  begins: Promise<unknown> | undefined;
  ends: Promise<unknown>;
  /** The client has sent `complete`. */
  isLeft: boolean;
}

/** Adapts a socket for graphql-ws. */
export function adaptSocket(socket: WebSocket, { load, rateLimit, onFault }: Talk): GraphQLWebSocket {
  const account = openByteAccount(socket);
  return {
    protocol: socket.protocol,
    send: account.send,
    close: (code, reason) => socket.close(code, fitting(String(reason))),
    onMessage(hear) {
      const fail = (error: unknown) => {
        if (socket.readyState !== socket.OPEN) return;
        onFault(error, '');
        socket.close(CloseCode.InternalServerError, 'Internal server error');
      };
      const atWork = new Map<string, Operation>();
      // The parsed message, since a subscription would keep its text alive. graphql-ws accepts both.
      const hearNow = (message: unknown) => hear(message as string).catch(fail);
      limitMessageRate(socket, rateLimit, (text, isBinary) => {
        const message = isBinary ? undefined : messageIn(text);
        const [type, id] = [textOf(message, 'type'), textOf(message, 'id')];
        const isOperation = type === 'subscribe';
        // Not in the closure below, which would keep the text.
        const bytes = text.length;
        if (isOperation) {
          load.operations += 1;
          account.hold(bytes);
        }
        // Clients may reuse an id after `complete`. Late results would count for the new operation.
        const others = atWork.get(id);
        const turn = isOperation && others?.isLeft ? others.ends : others?.begins;
        const heard = turn
          ? turn.then(() => (socket.readyState === socket.OPEN ? hearNow(message) : undefined))
          : hearNow(message);
        if (type === 'complete' && others) others.isLeft = true;
        if (!isOperation) return;
        const ends = heard.then(() => {
          load.operations -= 1;
          account.release(bytes);
          if (atWork.get(id) === operation) atWork.delete(id);
        });
        const operation = { begins: turn, ends, isLeft: false };
        atWork.set(id, operation);
      });
    },
  };
}

/** Returns undefined for messages that only servers send, so that graphql-ws refuses them. */
function messageIn(text: string): unknown {
  const message = parseJson(text);
  const isRefused =
    ANSWERS.includes(textOf(message, 'type')) || Buffer.byteLength(textOf(message, 'id')) > MAX_ID_BYTES;
  return isRefused ? undefined : message;
}

const textOf = (message: unknown, key: 'type' | 'id') =>
  typeof message === 'object' && message && key in message
    ? String((message as Record<typeof key, unknown>)[key])
    : ''; // as was just seen

/** graphql-ws quotes an operation's id, which may be longer than a reason. */
const fitting = (reason: string) =>
  Buffer.byteLength(reason) > MAX_REASON_BYTES ? `${reason.slice(0, 40)}…` : reason;
