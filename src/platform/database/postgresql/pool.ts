import { Client, type ClientConfig, type Pool, type PoolClient } from 'pg';
import { RoundTrip } from './round-trip.ts';

/**
 * If the database does not answer, a request fails within 3 s. Either it waits for a free connection and then
 * for a new one to open, or it waits for the answer to one statement.
 */
export const POOL_WAIT_MS = 1_900;
const CONNECT_TIMEOUT_MS = 1_000;
export const STATEMENT_TIMEOUT_MS = 2_000;

/** pg-pool's own `connectionTimeoutMillis` limits the wait for a free connection. */
class TimeoutClient extends Client {
  constructor(config: ClientConfig) {
    // Named because pg-pool makes the password non-enumerable, so a spread omits it.
    super({ ...config, password: config.password, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  }
}

/** Frees the places of connections that have ended, and removes dead ones whose sockets still look open. */
function keepAlive(pool: Pool) {
  // One map whose values change instead of two sets: adding to a set and deleting from it over and over
  // leaves garbage that survives many collections.
  const states = new Map<PoolClient, 'active' | 'idle' | 'broken'>();
  pool.on('acquire', (client) => states.set(client, 'active'));
  pool.on('release', (error, client) => states.set(client, error ? 'broken' : 'idle'));
  pool.on('remove', (client) => states.delete(client));

  pool.on('connect', (client) => {
    onQueryTimeout(client, () => {
      // pg keeps the connection after a query timeout. Rollback and later statements would queue behind it.
      void client.end();
      // The same network failure has probably broken the others. pg-pool removes idle connections that emit
      // an error.
      for (const [other, state] of states)
        if (state === 'idle')
          other.emit('error', new Error('Connection terminated because another one timed out'));
    });
    // Kysely never releases a connection that ends during begin, commit or rollback (kysely-org/kysely#1990).
    // After ten of those the pool would be exhausted. This releases it, and makes the holder's release a
    // no-op.
    client.once('end', () => {
      if (states.get(client) !== 'active') return;
      const release = client.release;
      client.release = () => {};
      release(true);
    });
  });
}

/** Calls back when a statement exceeds `query_timeout`. */
function onQueryTimeout(client: PoolClient, callback: () => void) {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const onError = (error: unknown) => isQueryTimeout(error) && callback();
  const observed = (...args: unknown[]) => {
    const answer = query(...args);
    if (answer instanceof RoundTrip) answer.onFailure(onError);
    else if (answer instanceof Promise) answer.catch(onError);
    return answer;
  };
  client.query = observed as PoolClient['query']; // it has the original's overloads
}

const isQueryTimeout = (error: unknown) => error instanceof Error && error.message === 'Query read timeout';

/** MikroORM's `driverOptions` for our pools. */
export const poolOptions = {
  connectionTimeoutMillis: POOL_WAIT_MS,
  query_timeout: STATEMENT_TIMEOUT_MS,
  keepAlive: true,
  Client: TimeoutClient,
  onPoolCreated: keepAlive,
};
