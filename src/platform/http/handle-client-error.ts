import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';

const answers: Record<string, [status: number, sentence: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive'],
  HPE_HEADER_OVERFLOW: [431, 'The request headers are too large'],
};
const UNREADABLE: [number, string] = [400, 'The request is not valid HTTP'];
/** In milliseconds, for what is still on its way: a connection that is closed before that has come is reset, and the answer is lost with it (RFC 9112 §9.6). */
const LINGER = 1_000;

/**
 * Answers what is no request, and hangs up. In the shape of every other error, and without a line in the log: Fastify's own would
 * hold, at the level trace, the packet with everything in it.
 */
export function handleClientError(error: ConnectionError, socket: Socket) {
  // What comes after the answer is no request, either.
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const [status, sentence] = answers[error.code] ?? UNREADABLE;
  const body = JSON.stringify({ error: sentence, code: 'BAD_USER_INPUT' });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/json\r\n`;
  socket.end(`${head}content-length: ${body.length}\r\n\r\n${body}`);
  const hangUp = setTimeout(() => socket.destroy(), LINGER).unref();
  socket.once('close', () => clearTimeout(hangUp));
}
