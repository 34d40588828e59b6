import { Client } from 'pg';
import { expect, test, vi } from 'vitest';
import { openCable } from '../support/faults/cable.ts';
import { setUpBroker } from '../support/servers/brokers.ts';
import { startFleet } from '../support/servers/fleet.ts';
import { ask, createDatabase, through } from '../support/servers/server-database.ts';

const START = 'start a telehealth visit';

test('fifty starts at the same moment on two nodes open one visit, each on record, announced once', async () => {
  const broker = await setUpBroker('redis');
  await broker.start();
  const { clinic, clinics } = await startFleet({ nodes: 2, variables: { EVENTS_URL: broker.url } });
  const id = await clinic.book();
  const listeners = await Promise.all(clinics.map(({ jane }) => jane.watch(id)));
  for (const listener of listeners) expect(await listener.next()).toMatchObject({ ready: false });

  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => clinics[index % 2]?.john.start(id)),
  );
  const started = new Set(answers.map((answer) => answer?.data?.startTelehealthSession.session.startedAt));
  expect([...started]).toEqual([expect.any(String)]);
  expect(await clinic.auditLog()).toEqual(
    Array.from({ length: 50 }, () =>
      expect.objectContaining({ actor: 'provider-45', action: START, allowed: true }),
    ),
  );

  // What is announced next is the end: there was one announcement of the start.
  for (const listener of listeners) expect(await listener.next()).toMatchObject({ ready: true });
  await clinic.john.end(id);
  for (const listener of listeners)
    expect(await listener.next()).toMatchObject({ ready: false, reason: 'ENDED' });
  for (const listener of listeners) await listener.stop();
});

test('a node that is cut off in the middle of a start does not keep the visit from the others', async () => {
  const databaseUrl = await createDatabase();
  const cable = await openCable(databaseUrl);
  const { clinic } = await startFleet({ nodes: 1, databaseUrl });
  const { clinics: cutOff } = await startFleet({
    nodes: 1,
    databaseUrl,
    variables: { DATABASE_URL: through(cable, databaseUrl) },
  });
  const id = await clinic.book();
  const transactions = (state: string) =>
    ask(
      databaseUrl,
      `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and ${state}`,
    );

  // It has locked the appointment and wants to know of the visit, which it is not told before it is cut off.
  const desk = new Client({ connectionString: databaseUrl });
  await desk.connect();
  await desk.query('begin; lock table telehealth_sessions');
  const start = cutOff[0]?.john.start(id);
  await vi.waitFor(async () => expect(await transactions("wait_event_type = 'Lock'")).toHaveLength(1), {
    timeout: 10_000,
    interval: 10,
  });
  cable.cut();
  await desk.query('commit');
  await desk.end();

  await expect.poll(() => transactions("state = 'idle in transaction'")).toHaveLength(1);
  expect(await clinic.john.start(id)).toBeRefused('UNAVAILABLE');
  await vi.waitFor(async () => expect((await clinic.john.start(id)).errors).toBeUndefined(), {
    timeout: 6_000,
    interval: 100,
  });
  expect(await start).toBeRefused('UNAVAILABLE');
  expect(await clinic.auditLog()).toEqual([expect.objectContaining({ action: START, allowed: true })]);
});
