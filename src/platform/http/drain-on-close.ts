import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { Unavailable } from '../refusals.ts';

/** RFC 6455: clients come back, to whichever node the balancer chooses. */
const GOING_AWAY = 1001;
const STEP_MS = 50;

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether this server has been told to stop: whoever can ask another one should. */
    isLeaving(): boolean;
  }
}

/**
 * How a server stops in a fleet: balancers that ask learn it, who comes in spite of that is served, and the sockets are sent away
 * one after the other over so many seconds, so that the other nodes do not get all of their clients at once. Then it closes.
 */
export function drainOnClose(server: FastifyInstance, drainSeconds: number) {
  let leaving = false;
  server.decorate('isLeaving', () => leaving);

  server.addHook('preClose', async () => {
    leaving = true;
    const sockets = [...server.websocketServer.clients];
    const steps = Math.max(1, Math.ceil((drainSeconds * 1000) / STEP_MS));
    const placeAt = (step: number) => Math.round((sockets.length * step) / steps);
    for (let step = 0; step < steps; step++) {
      for (const socket of sockets.slice(placeAt(step), placeAt(step + 1)))
        socket.close(GOING_AWAY, 'Going away');
      if (drainSeconds > 0) await pause(STEP_MS);
    }
  });

  server.addHook('preValidation', (request, _reply, done) => {
    done(
      leaving && request.ws ? new Unavailable('This server is about to stop, please try again') : undefined,
    );
  });
  // A kept-alive connection would hold the end of the process; its client is asked to open another, elsewhere.
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (leaving) void reply.header('connection', 'close');
    done(null, payload);
  });
}
