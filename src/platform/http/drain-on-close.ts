import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { Unavailable } from '../refusals.ts';

/** RFC 6455 §7.4.1. Clients reconnect, to the node that the load balancer chooses. */
const GOING_AWAY = 1001;
const STEP_MS = 50;

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether the server is stopping. Load balancers should choose another node. */
    isStopping(): boolean;
  }
}

/**
 * Stops the server without an outage in a fleet. `/readyz` reports it to load balancers, and late HTTP
 * requests are still served. Sockets are closed evenly over `drainSeconds`, so that their clients do not all
 * reconnect to the other nodes at once. Then the server closes.
 */
export function drainOnClose(server: FastifyInstance, drainSeconds: number) {
  let stopping = false;
  server.decorate('isStopping', () => stopping);

  server.addHook('preClose', async () => {
    stopping = true;
    const sockets = [...server.websocketServer.clients];
    const drainMs = drainSeconds * 1000;
    const began = performance.now();
    let closed = 0;
    // By the clock: on a busy machine a pause lasts longer than it should, and the process must end in time.
    for (let share = 0; share < 1; ) {
      if (drainMs > 0) await pause(STEP_MS);
      share = drainMs > 0 ? Math.min((performance.now() - began) / drainMs, 1) : 1;
      const due = Math.round(sockets.length * share);
      for (const socket of sockets.slice(closed, due)) socket.close(GOING_AWAY, 'Going away');
      closed = due;
    }
  });

  server.addHook('preValidation', (request, _reply, done) => {
    done(
      stopping && request.ws
        ? new Unavailable('This server is about to stop, please try again', 'BUSY')
        : undefined,
    );
  });
  // Keep-alive connections would delay the end of the process, so clients are asked to close them.
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (stopping) void reply.header('connection', 'close');
    done(null, payload);
  });
}
