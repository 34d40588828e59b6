import 'reflect-metadata';
import { openAuditTrail } from './audit/audit-trail.ts';
import type { Config, Secrets } from './config/config.ts';
import { jitsiOptions } from './organizations/jitsi/jitsi-options.ts';
import { identifyViewer } from './people/identify-viewer.ts';
import { createAuthenticator } from './platform/access/authenticate.ts';
import { tokenVerifier } from './platform/access/caller-token.ts';
import { gatewayAccess } from './platform/access/gateway.ts';
import { type Database, openDatabase } from './platform/database/database.ts';
import { openEvents } from './platform/events/events.ts';
import { openGraphQL } from './platform/graphql/open-graphql.ts';
import { logFaults, logHearing, openLog } from './platform/http/logging.ts';
import { openDoors } from './platform/http/open-doors.ts';
import { describeRest } from './platform/http/openapi.ts';
import { openOperations } from './platform/http/operations.rest.ts';
import { openRateLimits } from './platform/http/rate-limits.ts';
import { openHttp } from './platform/http/server.ts';
import { openTelemetry } from './platform/http/telemetry.ts';
import { startWorker } from './platform/worker/worker.ts';
import { openExplorer } from './portal/explorer.ts';
import { openPages } from './portal/pages.ts';
import { entities, slices } from './slices.ts';

/** Assembles the server, ready to listen. `server.close()` also closes everything that it opened. */
export async function createApp(config: Config, secrets: Secrets, givenDatabase?: Database) {
  const { databaseUrl: url, migrationUrl, listenUrl } = secrets;
  const database =
    givenDatabase ??
    (await openDatabase(entities, { url, migrationUrl, listenUrl, dataDir: config.dataDir }));
  const telemetry = openTelemetry();
  const log = openLog(config);
  const onFault = logFaults(log);
  const events = await openEvents(secrets.eventsUrl, onFault, {
    ...database,
    notices: Object.assign({}, ...slices.map(({ notices }) => notices)),
    onHearing: logHearing(log),
  });
  const video = jitsiOptions(config, secrets, database.db);

  const rates = openRateLimits(config.rateLimit, secrets.eventsUrl);
  const trail = openAuditTrail(database.db, onFault);
  const { authenticate, recall } = createAuthenticator({
    db: database.db,
    events,
    video,
    gateway: gatewayAccess({ gatewaySecret: secrets.gatewaySecret, production: config.production }),
    verify: tokenVerifier({ ...config.auth, callerSecret: secrets.callerSecret }),
    identify: identifyViewer,
    recorderFor: trail.recorderFor,
    count: rates.countPerson,
    report({ door, requestId }, { action, appointmentId, code: outcome = 'ALLOWED' }) {
      telemetry.outcomes.inc({ action, door, outcome });
      log.info({ requestId, action, appointmentId, door, outcome }, 'action');
    },
  });

  const server = await openHttp(config, log, onFault, {
    rates,
    recall,
    canLoseDatabase: !database.embedded,
  });
  openOperations(server, { database, events, telemetry });
  const explorer = config.production ? undefined : await openExplorer(server, config);
  const onDeprecated = (field: string) => telemetry.deprecated.inc({ field });
  const graphql = await openGraphQL(server, slices, authenticate, { ...config, onDeprecated, explorer });
  await describeRest(server);
  server.decorate('application', {
    db: database.db,
    events,
    video,
    config,
    secrets,
    pages: await openPages(server),
  });
  await openDoors(
    server,
    slices.flatMap(({ rest }) => rest),
    authenticate,
  );

  const worker = startWorker({
    db: database.db,
    events,
    jobs: config.worker ? slices.flatMap(({ jobs }) => jobs) : [],
    onFault,
    onLook: (job, seconds) => telemetry.jobWaiting.set({ job }, seconds),
  });
  server.addHook('onClose', async () => {
    await graphql.stop();
    await Promise.all([trail.close(), worker.stop()]);
    rates.close();
    await events.close();
    if (!givenDatabase) await database.close();
  });
  return { server, database };
}
