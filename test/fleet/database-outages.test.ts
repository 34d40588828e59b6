import { expect, test, vi } from 'vitest';
import type { Clinic } from '../support/clinic.ts';
import { openCable } from '../support/faults/cable.ts';
import { setUpBroker } from '../support/servers/brokers.ts';
import { startFleet } from '../support/servers/fleet.ts';
import { startPostgreSql } from '../support/servers/postgresql.ts';
import { createDatabase, through } from '../support/servers/server-database.ts';

/** Nobody is kept waiting longer than this, in milliseconds, whatever the database does. */
const PATIENCE = 3_000;
const WHEN_IT_IS_GONE = 2_500;
const MAX_CONCURRENT = 40;

/** What a clinic asks all day: reads, starts, polls. Answers with how each was answered, and after how long. */
const ask = ({ john, jane }: Clinic, id: string) => [
  () => john.graphql('{ appointments { nodes { id patient { name } provider { name } } } }').then(codeOf),
  () => john.graphql('{ viewer { organization { name } } }').then(codeOf),
  () => john.start(id).then(codeOf),
  () => jane.join(id).then(codeOf),
  () => john.saveNote(id, { plan: 'Rest' }).then(codeOf),
  () =>
    jane
      .rest('POST', '/api/telehealth/jitsi/join', { roomName: `apt${id}` })
      .then(({ body }) => body.code ?? 'fine'),
  () => jane.rest('GET', '/readyz').then(({ status }) => (status === 503 ? 'UNAVAILABLE' : 'fine')),
];

const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) =>
  errors?.[0]?.extensions.code ?? 'fine';

/** So many requests of all kinds at once. */
async function askAtOnce(clinic: Clinic, id: string, count = MAX_CONCURRENT) {
  const kinds = ask(clinic, id);
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const begun = performance.now();
      const answer = await kinds[index % kinds.length]?.();
      return { answer, after: performance.now() - begun };
    }),
  );
}

const answersOf = (results: { answer: unknown }[]) => [...new Set(results.map(({ answer }) => answer))];
const longest = (results: { after: number }[]) => Math.max(...results.map(({ after }) => after));

const network = [
  ['everything that was open breaks when it is mended', 'mend'],
  ['what was open stays silent for ever when it is mended', 'mendForNewcomers'],
] as const;

for (const [name, mend] of network) {
  test(`while the network swallows what is said to the database everyone is told so within 3 s: ${name}`, async () => {
    const databaseUrl = await createDatabase();
    const cable = await openCable(databaseUrl);
    const { clinic } = await startFleet({
      nodes: 1,
      databaseUrl,
      variables: { DATABASE_URL: through(cable, databaseUrl) },
    });
    const id = await clinic.book();
    await clinic.john.start(id);
    // Every connection of the pool is open and in use before.
    expect(answersOf(await askAtOnce(clinic, id))).toEqual(['fine']);

    cable.cut();
    const during = [];
    for (let time = 0; time < 4; time++) during.push(...(await askAtOnce(clinic, id)));
    expect(answersOf(during)).toEqual(['UNAVAILABLE']);
    expect(longest(during)).toBeLessThan(PATIENCE);

    cable[mend]();
    await vi.waitFor(async () => expect(answersOf(await askAtOnce(clinic, id))).toEqual(['fine']), {
      timeout: 5_000,
      interval: 100,
    });
    const after = await askAtOnce(clinic, id, MAX_CONCURRENT * 4);
    expect(answersOf(after)).toEqual(['fine']);
  });
}

test('what a node could not look up while it was cut off from the database, its patients hear within seconds afterwards', async () => {
  const broker = await setUpBroker('redis');
  await broker.start();
  const databaseUrl = await createDatabase();
  const cable = await openCable(databaseUrl);
  const variables = { EVENTS_URL: broker.url };
  const { clinic: whole } = await startFleet({ nodes: 1, databaseUrl, variables });
  const blind = { ...variables, DATABASE_URL: through(cable, databaseUrl) };
  const { clinic, nodes } = await startFleet({ nodes: 1, databaseUrl, variables: blind });
  const id = await whole.book();
  const waiting = await clinic.jane.watch(id);
  expect(await waiting.next()).toMatchObject({ ready: false });
  // Every connection of its pool is open, and will be dead without knowing.
  await askAtOnce(clinic, await whole.book({ id: 124 }));

  cable.cut();
  expect((await whole.john.start(id)).errors).toBeUndefined();
  await vi.waitFor(() => expect(nodes[0]?.output().stdout).toContain('"fault"'), { timeout: 5_000 });
  cable.mendForNewcomers();
  const mended = Date.now();
  expect(await waiting.next()).toMatchObject({ ready: true });
  expect(Date.now() - mended).toBeLessThan(5_000);
  await waiting.stop();
});

for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
  test(`a database that is stopped by ${signal} and started again is found again, and who waited is told of a start`, async () => {
    const postgresql = await startPostgreSql({ fsync: 'on' });
    const { clinic } = await startFleet({ nodes: 1, databaseUrl: postgresql.url });
    const [id, later] = [await clinic.book(), await clinic.book({ id: 124 })];
    const waiting = await clinic.jane.watch(later);
    expect(await waiting.next()).toMatchObject({ ready: false });
    expect(answersOf(await askAtOnce(clinic, id))).not.toContain('UNAVAILABLE');

    const underway = askAtOnce(clinic, id);
    await postgresql.stop(signal);
    expect(longest(await underway)).toBeLessThan(PATIENCE);
    const during = await askAtOnce(clinic, id);
    expect(answersOf(during)).toEqual(['UNAVAILABLE']);
    expect(longest(during)).toBeLessThan(WHEN_IT_IS_GONE);

    await postgresql.start();
    await vi.waitFor(
      async () => expect(await clinic.jane.rest('GET', '/readyz')).toMatchObject({ status: 200 }),
      { timeout: 5_000 },
    );
    expect(await clinic.john.start(later)).toMatchObject({
      data: { startTelehealthSession: { session: { status: 'READY' } } },
    });
    expect(await waiting.next()).toMatchObject({ ready: true });
    await waiting.stop();
  });
}
