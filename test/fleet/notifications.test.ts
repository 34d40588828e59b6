import { expect, onTestFinished, test, vi } from 'vitest';
import { watchVisits } from '../support/people/visit-watcher.ts';
import { setUpBroker } from '../support/servers/brokers.ts';
import { type FleetNode, startFleet } from '../support/servers/fleet.ts';
import { freePort } from '../support/servers/free-port.ts';
import { startPgBouncer } from '../support/servers/pgbouncer.ts';
import { startPostgreSql } from '../support/servers/postgresql.ts';
import { ask, createDatabase } from '../support/servers/server-database.ts';

// Other programs change appointments in the database. Every node hears of it there, by LISTEN.

/** Within which a change is told where the database can tell, and where it cannot. */
const AT_ONCE_MS = 1_000;
const BY_ROUNDS_MS = 30_000;

const inAnHour = () => new Date(Date.now() + 3_600_000);

/** How Jane waits for her visit on each of the nodes. */
async function bookAndWait({ clinic, clinics }: Awaited<ReturnType<typeof startFleet>>) {
  const id = await clinic.book({ startsAt: inAnHour() });
  const waiting = await Promise.all(clinics.map(({ jane }) => watchVisits(jane, id)));
  onTestFinished(async () => void (await Promise.all(waiting.map(({ stop }) => stop()))));
  const areTold = (news: object, timeout: number) =>
    vi.waitFor(
      () => {
        for (const { last } of waiting) expect(last()).toMatchObject(news);
      },
      { timeout, interval: 10 },
    );
  await areTold({ reason: 'NOT_STARTED' }, 5_000);
  return { id, waiting, areTold };
}

const CANCEL = "update appointments set status = 'CANCELLED' where id = 123";

const gaugeOf = async ({ url }: FleetNode) =>
  /^readyroom_database_heard (\d)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1];

/** What the node has logged about it, in order: the code of why it does not hear, or that it hears again. */
const reportsOf = (node: FleetNode) =>
  node
    .output()
    .stdout.split('\n')
    .filter((line) => line.includes('notifications of the database'))
    .map((line) => (JSON.parse(line) as { code?: string }).code ?? 'again');

test('without a broker, nodes hear of each other’s starts and of changes by SQL at once', async () => {
  const fleet = await startFleet({ nodes: 2 });
  const { id, areTold } = await bookAndWait(fleet);
  await fleet.clinics[1]?.john.start(id);
  await areTold({ ready: true }, AT_ONCE_MS);
  await ask(fleet.databaseUrl, CANCEL);
  await areTold({ ready: false, reason: 'CANCELLED' }, AT_ONCE_MS);
});

test('with a broker as well, each change is told once', async () => {
  const broker = await setUpBroker('redis');
  await broker.start();
  const fleet = await startFleet({ nodes: 2, variables: { EVENTS_URL: broker.url } });
  const { id, waiting, areTold } = await bookAndWait(fleet);
  await fleet.clinics[0]?.john.start(id);
  await areTold({ ready: true }, AT_ONCE_MS);
  await fleet.clinics[1]?.john.end(id);
  await areTold({ reason: 'ENDED' }, AT_ONCE_MS);
  await ask(fleet.databaseUrl, "update appointments set reason = 'Called' where id = 123");
  await areTold({ reason: 'ENDED', appointment: { reason: 'Called' } }, AT_ONCE_MS);
  for (const { told } of waiting)
    expect(told.map(({ reason }) => reason)).toEqual(['NOT_STARTED', 'STARTED', 'ENDED', 'ENDED']);
});

test('behind PgBouncer in transaction mode a node notices that it hears nothing, and looks in rounds', async () => {
  const databaseUrl = await createDatabase((await startPostgreSql()).url);
  const pgBouncer = await startPgBouncer(databaseUrl);
  const fleet = await startFleet({
    nodes: 1,
    databaseUrl,
    variables: { DATABASE_URL: pgBouncer.url, LOG_LEVEL: 'info' },
  });
  const [node] = fleet.nodes as [FleetNode];
  await expect.poll(() => reportsOf(node)).toEqual(['NOT_HEARD']);
  expect(await gaugeOf(node)).toBe('0');
  const { areTold } = await bookAndWait(fleet);
  await ask(databaseUrl, CANCEL);
  await areTold({ reason: 'CANCELLED' }, BY_ROUNDS_MS);
  expect(reportsOf(node)).toEqual(['NOT_HEARD']);
});

test('a direct address beside PgBouncer lets the node hear', async () => {
  const databaseUrl = await createDatabase((await startPostgreSql()).url);
  const pgBouncer = await startPgBouncer(databaseUrl);
  const fleet = await startFleet({
    nodes: 2,
    databaseUrl,
    variables: { DATABASE_URL: pgBouncer.url, DATABASE_LISTEN_URL: databaseUrl },
  });
  const { id, areTold } = await bookAndWait(fleet);
  await fleet.clinics[1]?.john.start(id);
  await areTold({ ready: true }, AT_ONCE_MS);
  await ask(databaseUrl, CANCEL);
  await areTold({ reason: 'CANCELLED' }, AT_ONCE_MS);
  expect(await Promise.all(fleet.nodes.map(gaugeOf))).toEqual(['1', '1']);
});

test('a node whose listening connection breaks connects again, and everybody looks again', async () => {
  const fleet = await startFleet({ nodes: 1, variables: { LOG_LEVEL: 'info' } });
  const [node] = fleet.nodes as [FleetNode];
  const { areTold } = await bookAndWait(fleet);
  await ask(
    fleet.databaseUrl,
    `do $$ begin
       perform pg_terminate_backend(pid, 5000) from pg_stat_activity
       where datname = current_database() and application_name = 'readyroom listen';
       ${CANCEL};
     end $$`,
  );
  await areTold({ reason: 'CANCELLED' }, 10_000);
  await expect.poll(() => reportsOf(node)).toEqual(['57P01', 'again']);
  expect(await gaugeOf(node)).toBe('1');
});

test('a wrong address for listening stops no start, and is reported once, without its password', async () => {
  const port = await freePort();
  const fleet = await startFleet({
    nodes: 1,
    variables: { DATABASE_LISTEN_URL: `postgres://ear:hunter2@127.0.0.1:${port}/nothing`, LOG_LEVEL: 'info' },
  });
  const [node] = fleet.nodes as [FleetNode];
  expect(await gaugeOf(node)).toBe('0');
  expect((await fetch(`${node.url}/readyz`)).status).toBe(200);
  const { areTold } = await bookAndWait(fleet);
  await ask(fleet.databaseUrl, CANCEL);
  await areTold({ reason: 'CANCELLED' }, BY_ROUNDS_MS);
  expect(reportsOf(node)).toEqual(['ECONNREFUSED']);
  expect(node.output().stdout).not.toContain('hunter2');
});
