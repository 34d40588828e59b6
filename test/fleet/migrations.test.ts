import { Client } from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import { migrations } from '../../src/platform/database/migrations/all.ts';
import { STATEMENT_TIMEOUT_MS } from '../../src/platform/database/postgresql/pool.ts';
import { SECRET } from '../support/people/secret.ts';
import { startNode } from '../support/servers/fleet.ts';
import { startPgBouncer } from '../support/servers/pgbouncer.ts';
import { ask, createDatabase } from '../support/servers/server-database.ts';

const NODES = 6;
const VARIABLES = { AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'warn' };

test.each([
  ['', async (databaseUrl: string) => databaseUrl],
  [' through PgBouncer', async (databaseUrl: string) => (await startPgBouncer(databaseUrl)).url],
])(
  'of many nodes that start at once%s on an empty database one migrates it, and all of them serve',
  async (_way, doorTo) => {
    const databaseUrl = await createDatabase();
    const environment = { DATABASE_URL: await doorTo(databaseUrl), ...VARIABLES, SEED_DEMO: 'true' };
    const nodes = await Promise.all(Array.from({ length: NODES }, () => startNode(environment)));
    for (const { url } of nodes) expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await ask(databaseUrl, 'select name from mikro_orm_migrations order by id')).toEqual(
      migrations.map(({ name }) => ({ name })),
    );
    expect(await ask(databaseUrl, 'select count(*)::int as clinics from organizations')).toEqual([
      { clinics: 2 },
    ]);
  },
);

test('a node that starts while another one migrates waits for it, however long that takes', async () => {
  const databaseUrl = await createDatabase();
  const other = await openWith(databaseUrl, "select pg_advisory_xact_lock(hashtext('readyroom migrations'))");
  const node = startNode({ DATABASE_URL: databaseUrl, ...VARIABLES });
  // It has been there for longer than any request may take, and between two questions it holds nothing.
  const waiting = `select state from pg_stat_activity where datname = current_database() and pid not in (pg_backend_pid(), ${other.pid})
    and now() - backend_start > interval '4 seconds' and state = 'idle'`;
  await vi.waitFor(async () => expect(await ask(databaseUrl, waiting)).toHaveLength(1), { timeout: 20_000 });
  expect(
    await ask(databaseUrl, "select count(*)::int as tables from pg_tables where schemaname = 'public'"),
  ).toEqual([{ tables: 0 }]);
  await other.commit();
  expect((await fetch(`${(await node).url}/readyz`)).status).toBe(200);
});

test('nodes that wait for another one to migrate leave the connections of PgBouncer to whoever works', async () => {
  const databaseUrl = await createDatabase();
  const pgBouncer = await startPgBouncer(databaseUrl, { connections: 2 });
  const other = await openWith(databaseUrl, "select pg_advisory_xact_lock(hashtext('readyroom migrations'))");
  const nodes = Promise.all([1, 2].map(() => startNode({ DATABASE_URL: pgBouncer.url, ...VARIABLES })));
  await vi.waitFor(async () => expect(await pgBouncer.clients()).toBe(2), { timeout: 20_000 });
  await expect(asARequest(pgBouncer.url, 'select 1 as answer')).resolves.toEqual([{ answer: 1 }]);
  await other.commit();
  for (const { url } of await nodes) expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test('a node that starts while another one sets up the demo clinic leaves that to it, and serves', async () => {
  const databaseUrl = await createDatabase();
  await startNode({ DATABASE_URL: databaseUrl, ...VARIABLES });
  await openWith(databaseUrl, "select pg_advisory_xact_lock(hashtext('the demo clinic'))");
  const node = await startNode({ DATABASE_URL: databaseUrl, ...VARIABLES, SEED_DEMO: 'true' });
  expect((await fetch(`${node.url}/readyz`)).status).toBe(200);
  expect(await ask(databaseUrl, 'select count(*)::int as clinics from organizations')).toEqual([
    { clinics: 0 },
  ]);
});

/** Another node that is in the middle of a transaction of its own. */
async function openWith(databaseUrl: string, statement: string) {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('begin');
  const pid = (await client.query('select pg_backend_pid() as pid')).rows[0].pid as number;
  await client.query(statement);
  return { pid, commit: () => client.query('commit') };
}

/** As long as a node would wait for an answer. */
async function asARequest(connectionString: string, statement: string) {
  const client = new Client({ connectionString, query_timeout: STATEMENT_TIMEOUT_MS });
  await client.connect();
  return (await client.query(statement).finally(() => client.end())).rows;
}
