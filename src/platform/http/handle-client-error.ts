import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';

const answers: Record<string, [status: number, message: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive'],
  HPE_HEADER_OVERFLOW: [431, 'The request headers are too large'],
};
const MALFORMED: [number, string] = [400, 'The request is not valid HTTP'];
/**
 * Closing a socket while data arrives resets the connection, and the client loses the answer (RFC 9112 §9.6).
 */
const LINGER_MS = 1_000;

/**
 * Answers input that is not valid HTTP with an error in the usual format, and closes the socket. It logs
 * nothing: Fastify's default handler logs the raw packet at trace level.
 */
export function handleClientError(error: ConnectionError, socket: Socket) {
  // More invalid input may follow the answer.
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const [status, message] = answers[error.code] ?? MALFORMED;
  const body = JSON.stringify({ error: message, code: 'BAD_USER_INPUT' });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/json\r\n`;
  socket.end(`${head}content-length: ${body.length}\r\n\r\n${body}`);
  const destroyTimer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(destroyTimer));
}
