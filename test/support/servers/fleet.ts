import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/platform/database/database.ts';
import { entities } from '../../../src/slices.ts';
import { Clinic } from '../clinic.ts';
import { SECRET } from '../people/secret.ts';
import { freePort } from './free-port.ts';
import { serve } from './process.ts';
import { createDatabase } from './server-database.ts';

interface Wish {
  nodes: number;
  /** For every node: a broker, a DATABASE_URL that leads through a cable or a pool. */
  variables?: Record<string, string>;
  /** The owner's direct way to a database that is there already. Else a fresh one is made. */
  databaseUrl?: string;
}

/**
 * A clinic served by several nodes: real processes of what was built, on one PostgreSQL database with the test clinic's people in
 * it. Everything ends with the test.
 */
export async function startFleet({ nodes: count, variables = {}, databaseUrl: given }: Wish) {
  const databaseUrl = given ?? (await createDatabase());
  const environment = {
    DATABASE_URL: databaseUrl,
    AUTH_JWT_SECRET: SECRET,
    LOG_LEVEL: 'warn',
    RATE_LIMIT: 'off',
    // Crowds come from addresses of their own.
    TRUSTED_PROXIES: 'loopback',
    ...variables,
  };
  const database = await openDatabase(entities, { url: databaseUrl, dataDir: '' });
  onTestFinished(() => database.close());
  const nodes = await Promise.all(Array.from({ length: count }, () => startNode(environment)));
  const clinics = nodes.map(({ url }) => new Clinic(url, database));
  const [clinic] = clinics;
  if (!clinic) throw new Error('A fleet has at least one node');
  await clinic.reset();
  return {
    databaseUrl,
    nodes,
    /** The clinic's people at the doors of each node: `clinics[1].john.start(id)`. */
    clinics,
    /** To arrange (`book`) and to look behind the doors (`em`, `auditLog`). */
    clinic,
  };
}
export type Fleet = Awaited<ReturnType<typeof startFleet>>;
export type FleetNode = Fleet['nodes'][number];

/** One node. Stopped and started again it has the same address. */
export async function startNode(environment: Record<string, string>) {
  const variables = { PORT: String(await freePort()), ...environment };
  let running = await serve(variables);
  return {
    url: running.url,
    pid: () => running.pid,
    /** What the present process has written so far. */
    output: () => running.output,
    /** Ends it by a signal; answers with its exit code (null when it was killed). */
    stop: (signal: NodeJS.Signals) => running.stop(signal),
    async start() {
      running = await serve(variables);
    },
  };
}
