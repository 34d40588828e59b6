import { Client, type ClientConfig, type Pool, type PoolClient } from 'pg';
import { RoundTrip } from './round-trip.ts';

/**
 * A request is answered within 3 s, whatever the database does: so long may it wait for a free connection, and then for a new
 * one; or for an answer to one statement. In milliseconds.
 */
const POOL_WAIT_MS = 1_900;
const CONNECT_TIMEOUT_MS = 1_000;
export const STATEMENT_TIMEOUT_MS = 2_000;

/** The pool's own limit is for the turn. */
class TimeoutClient extends Client {
  constructor(config: ClientConfig) {
    // By name: pg-pool hides the password from a spread.
    super({ ...config, password: config.password, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  }
}

/** Keeps no place for a connection that has ended, and no connection that is dead without knowing it. */
function keepAlive(pool: Pool) {
  // Not two sets: what is put into a set and taken out again, over and over, leaves garbage behind that outlives many collections.
  const states = new Map<PoolClient, 'lent' | 'idle' | 'broken'>();
  pool.on('acquire', (client) => states.set(client, 'lent'));
  pool.on('release', (error, client) => states.set(client, error ? 'broken' : 'idle'));
  pool.on('remove', (client) => states.delete(client));

  pool.on('connect', (client) => {
    onSilence(client, () => {
      // The library keeps it: the rollback, and whatever comes next, would wait behind the statement in the same silence.
      void client.end();
      // The network that has swallowed this one's answer has the others, too. What has an error while it is idle leaves the pool.
      for (const [other, state] of states)
        if (state === 'idle')
          other.emit('error', new Error('Connection terminated, since another one has fallen silent'));
    });
    // Kysely forgets a connection that ends while a transaction begins, commits or is rolled back (kysely-org/kysely#1990): after
    // ten of them nobody would get one any more. Whoever has it gives it back without knowing.
    client.once('end', () => {
      if (states.get(client) !== 'lent') return;
      const release = client.release;
      client.release = () => {};
      release(true);
    });
  });
}

/** Calls back when a statement was left unanswered (`query_timeout`). */
function onSilence(client: PoolClient, callback: () => void) {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const heed = (error: unknown) => isSilence(error) && callback();
  const attentive = (...args: unknown[]) => {
    const answer = query(...args);
    if (answer instanceof RoundTrip) answer.onFailure(heed);
    else if (answer instanceof Promise) answer.catch(heed);
    return answer;
  };
  client.query = attentive as PoolClient['query']; // as it was, with all its overloads
}

const isSilence = (error: unknown) => error instanceof Error && error.message === 'Query read timeout';

/** How our pools of connections differ from the library's: for `driverOptions`. */
export const poolOptions = {
  connectionTimeoutMillis: POOL_WAIT_MS,
  query_timeout: STATEMENT_TIMEOUT_MS,
  keepAlive: true,
  Client: TimeoutClient,
  onPoolCreated: keepAlive,
};
