import type { Database, EntityManager } from './database.ts';
import type { Events } from './events.ts';
import type { HttpServer } from './http.ts';
import type { Telemetry } from './telemetry.ts';

interface Parts {
  database: Database;
  events: Events;
  telemetry: Telemetry;
}

/** For whoever runs the server: is the process alive, can it serve, what does it do. Call it before the routes it measures. */
export function openOperations(server: HttpServer, { database, events, telemetry }: Parts) {
  server.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    telemetry.requests.observe({ method, route: routeOptions.url ?? 'unknown', status: reply.statusCode }, reply.elapsedTime / 1000);
  });

  server.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));

  server.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const databaseAnswers = await answers(database.em);
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
}

const answers = (em: EntityManager) =>
  em
    .fork()
    .execute('select 1')
    .then(Boolean, () => false);
