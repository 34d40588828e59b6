import { setTimeout as pause } from 'node:timers/promises';
import { MikroORM } from '@mikro-orm/postgresql';

/** How long a server may take to answer at all, in milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;
/** How long until a node asks again whether the other one has finished, in milliseconds. */
const RETRY_MS = 200;

/** Brings a server's tables up to date. Of several nodes that start at once, one does it and the others wait. */
export async function migrateServer(options: object, clientUrl: string) {
  // Connections of its own, without limits of time: a large table takes as long as it takes.
  const orm = await MikroORM.init({
    ...options,
    clientUrl,
    pool: { min: 0, max: 2 },
    driverOptions: { connectionTimeoutMillis: CONNECT_TIMEOUT_MS },
  });
  try {
    // Asked again and again instead of waited for: a statement that waits would hold up an index that is built concurrently.
    while (!(await migrateIfOurs(orm))) await pause(RETRY_MS);
  } finally {
    await orm.close();
  }
}

/**
 * Says whether it was this node's turn. Each question has a transaction of its own: PgBouncer would lend a connection to one that
 * stays open, and those who wait would keep them all from the one that migrates.
 */
const migrateIfOurs = (orm: MikroORM) =>
  orm.em.fork().transactional(async (em) => {
    const [turn] = await em.execute<{ ours: boolean }[]>(
      "select pg_try_advisory_xact_lock(hashtext('readyroom migrations')) as ours",
    );
    if (turn?.ours) await orm.migrator.up();
    return turn?.ours;
  });
