import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Events } from '../events/events.ts';
import type { HttpServer } from './server.ts';
import type { Telemetry } from './telemetry.ts';

/** Without its broker a node serves on, only slower to tell: a balancer that took every node away for that would close the clinic. */
const Readyz = z.object({ exclude: z.literal('events').optional().catch(undefined) });

interface Parts {
  database: Database;
  events: Events;
  telemetry: Telemetry;
}

/** For whoever runs the server: is the process alive, can it serve, what does it do. Call it before the routes it measures. */
export function openOperations(server: HttpServer, { database, events, telemetry }: Parts) {
  server.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    telemetry.requests.observe(
      { method, route: routeOptions.url ?? 'unknown', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });

  server.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));

  server.get(
    '/readyz',
    { schema: { hide: true, querystring: Readyz } },
    async ({ query: { exclude } }, reply) => {
      const parts = { database: await database.isReachable(), events: events.isReachable() };
      const able = parts.database && (parts.events || exclude === 'events');
      // Still 200: an embedded database has this one node, and without it nobody could even read.
      const full = database.isDiskFull();
      return reply.code(able && !server.isLeaving() ? 200 : 503).send({
        status: server.isLeaving() ? 'stopping' : !able ? 'unavailable' : full ? 'read-only' : 'ok',
        database: !parts.database ? 'unreachable' : full ? 'full' : 'ok',
        events: parts.events ? 'ok' : 'unreachable',
      });
    },
  );

  server.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    telemetry.sockets.set(server.websocketServer.clients.size);
    telemetry.eventsReachable.set(events.isReachable() ? 1 : 0);
    return reply.type(telemetry.registry.contentType).send(await telemetry.registry.metrics());
  });
}
