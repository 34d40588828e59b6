import type { FastifyInstance } from 'fastify';
import type { Database } from './database.ts';
import type { Events } from './events.ts';
import type { Telemetry } from './telemetry.ts';

interface Parts {
  database: Database;
  events: Events;
  telemetry: Telemetry;
}

/** For whoever runs the server: is the process alive, can it serve, what does it do. */
export async function operationsRest(server: FastifyInstance, { database, events, telemetry }: Parts) {
  server.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));

  server.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const databaseAnswers = await database.em
      .fork()
      .execute('select 1')
      .then(
        () => true,
        () => false,
      );
    const ready = databaseAnswers && events.isReachable();
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ok' : 'unavailable',
      database: databaseAnswers ? 'ok' : 'unreachable',
      events: events.isReachable() ? 'ok' : 'unreachable',
    });
  });

  server.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    telemetry.sockets.set(server.websocketServer.clients.size);
    return reply.type(telemetry.registry.contentType).send(await telemetry.registry.metrics());
  });

  server.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    telemetry.requests.observe({ method, route: routeOptions.url ?? 'unknown', status: reply.statusCode }, reply.elapsedTime / 1000);
  });
}
