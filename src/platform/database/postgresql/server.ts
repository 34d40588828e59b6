import { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { postgreSqlDriver } from './driver.ts';
import { poolOptions, STATEMENT_TIMEOUT_MS } from './pool.ts';

/** A node that went away in the middle of a transaction holds what it locked for no longer than this, in milliseconds. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5_000;

const SETTINGS = {
  // A server that is only slow says so before it is taken for dead.
  statement_timeout: String(STATEMENT_TIMEOUT_MS - 200),
  idle_in_transaction_session_timeout: String(IDLE_IN_TRANSACTION_TIMEOUT_MS),
  // Every statement finds its rows by an index, whatever the values: planning it anew for them takes longer than running it.
  plan_cache_mode: 'force_generic_plan',
};

/** A PostgreSQL server, for requests. */
export async function openServer(options: object, clientUrl: string) {
  const orm = await MikroORM.init({
    ...options,
    clientUrl,
    pool: { min: 0, max: 10 },
    driverOptions: poolOptions,
  });
  const pool = await orm.em.getDriver().getConnection().getNativeClient();
  const em = orm.em.fork({ session: { variables: SETTINGS } });
  const close = () => orm.close();
  // A pooler lends a connection to somebody else after each transaction, and each sets it up for itself.
  if (await isShared(pool))
    return { orm, em, driver: postgreSqlDriver(pool, { kept: undefined, settings: SETTINGS }), close };

  const setUp = Object.entries(SETTINGS).map(([name, value]) => `set ${name} = ${value}`);
  // This is sent before the caller's own statements. A connection that cannot do this fails those, too, and the caller
  // gets that error.
  pool.on('connect', (client) => void client.query(setUp.join('; ')).catch(() => {}));
  return { orm, em, driver: postgreSqlDriver(pool, { kept: new WeakMap(), settings: {} }), close };
}

/** Whether a pooler such as PgBouncer stands between: it says another process's number than the one that answers. */
async function isShared(pool: Pool) {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    // pg's own name for what its types leave out.
    return !('processID' in client && client.processID === rows[0]?.pid);
  } finally {
    // The next one is set up from its beginning.
    client.release(true);
  }
}
