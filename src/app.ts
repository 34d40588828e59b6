import 'reflect-metadata';
import { api } from './api.ts';
import { record } from './audit/record.ts';
import type { Config, Secrets } from './config/config.ts';
import { demoSignIn } from './demo/sign-in.rest.ts';
import { entities } from './entities.ts';
import { meeting } from './meeting/meeting.rest.ts';
import { jitsiOptions } from './organizations/jitsi/jitsi-options.ts';
import { identifyViewer } from './people/identify-viewer.ts';
import { createAuthenticator } from './platform/access/authenticate.ts';
import { tokenVerifier } from './platform/access/caller-token.ts';
import { gatewayAccess } from './platform/access/gateway.ts';
import { type Database, openDatabase } from './platform/database/database.ts';
import { openEvents } from './platform/events/events.ts';
import { openExecutor } from './platform/graphql/executor/executor.ts';
import { openDocuments } from './platform/graphql/operations/documents.ts';
import { openGraphQLOverHttp } from './platform/graphql/over-http/graphql-over-http.ts';
import { openGraphQLOverWebSocket } from './platform/graphql/over-websocket/graphql-over-websocket.ts';
import { openSubgraph } from './platform/graphql/subgraph.ts';
import { logFaults, openLog } from './platform/http/logging.ts';
import { openOperations } from './platform/http/operations.rest.ts';
import { isAllowedOrigin, openHttp } from './platform/http/server.ts';
import { openTelemetry } from './platform/http/telemetry.ts';
import { releaseReply } from './platform/sockets/release-request.ts';
import { openPages } from './portal/pages.ts';
import { portal } from './portal/portal.rest.ts';
import { openRest } from './rest.ts';

/** Puts the whole server together, ready to listen. `close` ends it and everything it opened. */
export async function createApp(config: Config, secrets: Secrets, givenDatabase?: Database) {
  const { databaseUrl: url, migrationUrl } = secrets;
  const database =
    givenDatabase ?? (await openDatabase(entities, { url, migrationUrl, dataDir: config.dataDir }));
  const telemetry = openTelemetry();
  const log = openLog(config);
  const onFault = logFaults(log);
  const events = await openEvents(secrets.eventsUrl, onFault);

  const video = jitsiOptions(config, secrets);
  const { authenticate, recall } = createAuthenticator({
    db: database.db,
    events,
    video,
    gateway: gatewayAccess({ gatewaySecret: secrets.gatewaySecret, production: config.production }),
    verify: tokenVerifier({ ...config.auth, callerSecret: secrets.callerSecret }),
    identify: identifyViewer,
    record(transaction, { viewer, door, requestId }, entry) {
      record(transaction, { orgId: viewer.orgId, identity: viewer.identity, door, requestId }, entry);
    },
    report({ door, requestId }, { action, appointmentId, code: outcome = 'ALLOWED' }) {
      telemetry.outcomes.inc({ action, door, outcome });
      log.info({ requestId, action, appointmentId, door, outcome }, 'action');
    },
  });

  const { schema } = openSubgraph(api);
  const graph = { schema, documents: openDocuments(schema, config), executor: openExecutor(schema) };
  const overHttp = await openGraphQLOverHttp(graph, authenticate, onFault, config.production);
  const overWebSocket = openGraphQLOverWebSocket(graph, authenticate, onFault, config.rateLimit > 0);

  const server = await openHttp(config, log, onFault, { recall, eventsUrl: secrets.eventsUrl });
  openOperations(server, { database, events, telemetry });
  server.route({ method: ['POST'], url: '/graphql', schema: { hide: true }, handler: overHttp.handler });
  server.route({
    method: 'GET',
    url: '/graphql',
    schema: { hide: true },
    preValidation: async (request, reply) =>
      request.ws && !isAllowedOrigin(request, config)
        ? reply.code(403).send('This origin may not connect')
        : undefined,
    preHandler: releaseReply,
    handler: overHttp.handler,
    wsHandler: overWebSocket,
  });
  await openRest(server, authenticate, onFault);
  const pages = await openPages(server);
  await server.register(portal, { pages, config });
  await server.register(meeting, { db: database.db, config, video, pages });
  if (config.auth.demo && !config.production) await server.register(demoSignIn, { config, secrets });

  server.addHook('onClose', async () => {
    await overHttp.stop();
    await events.close();
    if (!givenDatabase) await database.close();
  });
  return { server, database };
}
