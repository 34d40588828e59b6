import type { WebSocket } from '@fastify/websocket';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A socket that is open for an hour would keep the request that it came with, its headers and the reply that it never got. */
export async function releaseReply(request: FastifyRequest, reply: FastifyReply) {
  if (request.ws) reply.raw.detachSocket(request.raw.socket);
}

/** @fastify/websocket would log a socket's errors with its request. */
export function releaseRequest(socket: WebSocket) {
  socket.removeAllListeners('error');
  socket.on('error', hangUp);
}

/** What is not a frame, or a message that is too long: ws has closed it with the code for that. */
function hangUp(this: WebSocket) {
  this.terminate();
}
