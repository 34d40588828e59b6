import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Events } from '../events/events.ts';
import type { HttpServer } from './server.ts';
import { shareFor, shareWhileAsking } from './share-for.ts';
import type { Telemetry } from './telemetry.ts';

/**
 * `exclude=events` ignores the broker. Nodes still serve without it, and a load balancer that removed all of
 * them would cause an outage.
 */
const Readyz = z.object({ exclude: z.literal('events').optional().catch(undefined) });

/** Nobody is asked for a token here, or counted, so many questions must cost no more than a few. */
const METRICS_SHARED_FOR_MS = 250;

interface Parts {
  database: Database;
  events: Events;
  telemetry: Telemetry;
}

/** Adds `/healthz`, `/readyz` and `/metrics` for operators. Call it before the routes that it measures. */
export function openOperations(server: HttpServer, { database, events, telemetry }: Parts) {
  server.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    telemetry.requests.observe(
      { method, route: routeOptions.url ?? 'unknown', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });

  const isReachable = shareWhileAsking(() => database.isReachable());
  const metrics = shareFor(METRICS_SHARED_FOR_MS, () => {
    telemetry.sockets.set(server.websocketServer.clients.size);
    telemetry.eventsReachable.set(events.isReachable() ? 1 : 0);
    telemetry.databaseHeard.set(events.isHearing() ? 1 : 0);
    return telemetry.registry.metrics();
  });

  server.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));

  server.get(
    '/readyz',
    { schema: { hide: true, querystring: Readyz } },
    async ({ query: { exclude } }, reply) => {
      const parts = { database: await isReachable(), events: events.isReachable() };
      const isReady = parts.database && (parts.events || exclude === 'events');
      // A full disk still gets 200: there is no other node with an embedded database, and reading works.
      const isFull = database.isDiskFull();
      return reply.code(isReady && !server.isStopping() ? 200 : 503).send({
        status: server.isStopping() ? 'stopping' : !isReady ? 'unavailable' : isFull ? 'read-only' : 'ok',
        database: !parts.database ? 'unreachable' : isFull ? 'full' : 'ok',
        events: parts.events ? 'ok' : 'unreachable',
      });
    },
  );

  server.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(telemetry.registry.contentType).send(await metrics()),
  );
}
