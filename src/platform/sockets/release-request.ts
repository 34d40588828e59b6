import type { WebSocket } from '@fastify/websocket';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Detaches the reply, so that a long-lived socket does not keep the upgrade request, its headers and the
 * reply in memory.
 */
export async function releaseReply(request: FastifyRequest, reply: FastifyReply) {
  if (request.ws) reply.raw.detachSocket(request.raw.socket);
}

/** Replaces @fastify/websocket's error listener, which keeps the request in order to log it. */
export function releaseRequest(socket: WebSocket) {
  socket.removeAllListeners('error');
  socket.on('error', terminate);
}

/** For invalid frames and messages that are too long. ws has already sent the close frame with its code. */
function terminate(this: WebSocket) {
  this.terminate();
}
