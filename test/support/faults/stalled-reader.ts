import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Person } from '../people/person.ts';

/** RFC 6455 §5.2: a whole text, 16 bits of length, and a mask of zeros, which leaves it as it is. */
function frameOf(message: object) {
  const text = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from([0x81, 0xfe, text.length >> 8, text.length & 0xff, 0, 0, 0, 0]), text]);
}
const LONG = frameOf({ type: 'ping', payload: { of: 'x'.repeat(60 * 1024) } });
const SHORT = Buffer.concat(new Array(1_000).fill(frameOf({ type: 'ping' })));

interface Reader {
  /** Who says who they are. Whoever does not has three seconds. */
  who?: Person;
  /** Whether the answers are a few bytes each, instead of 60 KiB. */
  short?: boolean;
  onTurn?(): void;
}

/** A client that asks and asks and never reads an answer: TCP itself fills up. Ends when it is cut off; `onTurn` is called meanwhile. */
export async function stall(url: string, { who, short = false, onTurn = () => {} }: Reader = {}) {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => 'it is cut off while it still writes');
  await once(socket, 'connect');
  socket.write(
    `GET /graphql HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
  );
  if (who) socket.write(frameOf({ type: 'connection_init', payload: await who.credentials() }));
  while (!socket.destroyed) {
    if (!socket.write(short ? SHORT : LONG)) await roomIn(socket);
    onTurn();
  }
}

const roomIn = (socket: Socket) =>
  new Promise<void>((resolve) => {
    const go = () => {
      socket.off('drain', go).off('close', go);
      resolve();
    };
    socket.on('drain', go).on('close', go);
  });
