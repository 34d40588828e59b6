import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { handleProtocols } from 'graphql-ws';
import { Unavailable } from '../refusals.ts';
import { openSocketLimits, type SocketLimits } from '../sockets/socket-limits.ts';
import { networkOf } from './network-of.ts';

/** How long a client may take to answer the close frame. */
const CLOSE_TIMEOUT_MS = 2_000;
const OPTIONS = {
  perMessageDeflate: false,
  maxPayload: 64 * 1024,
  // Each fragment of an unfinished message, and each piece in which one arrives, takes some hundred bytes
  // besides its own.
  maxFragments: 128,
  maxBufferedChunks: 256,
  closeTimeout: CLOSE_TIMEOUT_MS,
  handleProtocols,
};
const NO_ROOM = 'This server holds as many connections as it can, please try again';
/** Other sockets close all the time. */
const RETRY_AFTER_SECONDS = 5;

declare module 'fastify' {
  interface FastifyInstance {
    socketLimits: SocketLimits;
  }
}

/** Prepares the server for WebSockets. Handlers must open each one in `socketLimits`. */
export async function openSockets(server: FastifyInstance, maxSockets: number) {
  await server.register(websocket, {
    options: OPTIONS,
    preClose(done) {
      // Terminates clients that do not answer the close frame.
      const terminateTimer = setTimeout(() => {
        for (const client of this.websocketServer.clients) client.terminate();
      }, CLOSE_TIMEOUT_MS);
      this.websocketServer.once('close', () => clearTimeout(terminateTimer));
      this.websocketServer.close(() => done());
    },
  });
  server.decorate('socketLimits', openSocketLimits(maxSockets));
  server.addHook('preValidation', (request, _reply, done) => {
    const isFull = request.ws && !server.socketLimits.hasRoom(networkOf(request.ip));
    done(isFull ? new Unavailable(NO_ROOM, 'BUSY', RETRY_AFTER_SECONDS) : undefined);
  });
}
