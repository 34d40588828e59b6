import { setTimeout as pause } from 'node:timers/promises';
import { MikroORM } from '@mikro-orm/postgresql';

const CONNECT_TIMEOUT_MS = 5_000;
const RETRY_MS = 200;

/** Migrates a server's tables. If several nodes start at once, one migrates and the others wait. */
export async function migrateServer(options: object, clientUrl: string) {
  // These connections have no statement timeout: migrating a large table may take long.
  const orm = await MikroORM.init({
    ...options,
    clientUrl,
    pool: { min: 0, max: 2 },
    driverOptions: { connectionTimeoutMillis: CONNECT_TIMEOUT_MS },
  });
  try {
    // Polls instead of waiting for the lock, because CREATE INDEX CONCURRENTLY waits for every open
    // transaction, also for one that waits for a lock.
    while (!(await migrateIfOurs(orm))) await pause(RETRY_MS);
  } finally {
    await orm.close();
  }
}

/**
 * Migrates if this node gets the lock, and resolves with whether it did. Each attempt has its own
 * transaction: behind PgBouncer, open transactions of waiting nodes would use up the connections that the
 * migration needs.
 */
const migrateIfOurs = (orm: MikroORM) =>
  orm.em.fork().transactional(async (em) => {
    const [lock] = await em.execute<{ ours: boolean }[]>(
      "select pg_try_advisory_xact_lock(hashtext('readyroom migrations')) as ours",
    );
    if (lock?.ours) await orm.migrator.up();
    return lock?.ours;
  });
