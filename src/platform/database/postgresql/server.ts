import { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { postgreSqlDriver } from './driver.ts';
import { POOL_WAIT_MS, poolOptions, STATEMENT_TIMEOUT_MS } from './pool.ts';

const CONNECTIONS = 10;
/** Limits how long a node that stopped in the middle of a transaction keeps its locks. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5_000;

const SETTINGS = {
  // Shorter than the client's limit, so that a slow server cancels the statement before we close the
  // connection.
  statement_timeout: String(STATEMENT_TIMEOUT_MS - 200),
  idle_in_transaction_session_timeout: String(IDLE_IN_TRANSACTION_TIMEOUT_MS),
  // Every statement uses the same index for all values, and planning one takes longer than running it.
  plan_cache_mode: 'force_generic_plan',
};

/** Opens a connection pool to a PostgreSQL server. */
export async function openServer(options: object, clientUrl: string) {
  const orm = await MikroORM.init({
    ...options,
    clientUrl,
    pool: { min: 0, max: CONNECTIONS },
    driverOptions: poolOptions,
  });
  const pool = await orm.em.getDriver().getConnection().getNativeClient();
  const em = orm.em.fork({ session: { variables: SETTINGS } });
  const opened = {
    orm,
    em,
    capacity: { connections: CONNECTIONS, maxWaitMs: POOL_WAIT_MS },
    close: () => orm.close(),
  };
  // A pooler may use another connection after each transaction, so each transaction sets its own settings.
  if (await isShared(pool))
    return { ...opened, driver: postgreSqlDriver(pool, { prepared: undefined, settings: SETTINGS }) };

  const setUp = Object.entries(SETTINGS).map(([name, value]) => `set ${name} = ${value}`);
  // Sent before the caller's statements. If this fails, those fail as well, and the caller gets their error.
  pool.on('connect', (client) => void client.query(setUp.join('; ')).catch(() => {}));
  return { ...opened, driver: postgreSqlDriver(pool, { prepared: new WeakMap(), settings: {} }) };
}

/**
 * Whether there is a pooler such as PgBouncer in between. It announces a process id of its own, which differs
 * from the one that the server reports.
 */
async function isShared(pool: Pool) {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    // `processID` is missing from pg's types.
    return !('processID' in client && client.processID === rows[0]?.pid);
  } finally {
    // Closed, because it was opened before the settings hook was added.
    client.release(true);
  }
}
