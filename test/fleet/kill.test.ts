import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { START } from '../../src/telehealth/start-session.ts';
import type { Clinic } from '../support/clinic.ts';
import { type Fleet, startFleet } from '../support/servers/fleet.ts';
import { run } from '../support/servers/process.ts';
import { ask } from '../support/servers/server-database.ts';

/** How often a node is killed: 200 takes some five minutes on two cores. */
const KILLS = Number(process.env.KILLS ?? 200);
const VISITS_A_TIME = 6;
const ATTEMPTS = 3;

interface Acknowledged {
  id: string;
  startedAt: string;
}

/** Starts each visit several times at once. Answers with what was acknowledged, which is nothing where the node died first. */
async function startAll(john: Clinic['john'], ids: string[], onAnswer = () => {}): Promise<Acknowledged[]> {
  const attempts = ids.flatMap((id) => Array.from({ length: ATTEMPTS }, () => id));
  const answers = attempts.map(async (id) => {
    const { data } = await john.start(id);
    onAnswer();
    return { id, startedAt: String(data?.startTelehealthSession.session.startedAt) };
  });
  const settled = await Promise.allSettled(answers);
  return settled.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
}

/** Visits that nobody is on record to have started: at no moment may there be one. */
const unrecorded = (databaseUrl: string) =>
  ask(
    databaseUrl,
    'select id from telehealth_sessions where not exists (select from audit_entries where appointment_id = telehealth_sessions.appointment_id and action = $1 and allowed)',
    [START],
  );

const countEntries = async (databaseUrl: string) =>
  (await ask(databaseUrl, 'select count(*)::int from audit_entries where org_id = 1'))[0]?.count;

/** Kills this node again and again in the middle of starts, and finishes on another one what it left undone. */
async function killAgainAndAgain(
  { clinic, clinics, nodes, databaseUrl }: Fleet,
  lane: number,
  times: number,
) {
  const acknowledged: Acknowledged[] = [];
  const [node, here, there] = [nodes[lane], clinics[lane], clinics[2]];
  if (!node || !here || !there)
    throw new Error('A lane for each node that is killed, and one node that is not');
  for (let time = 0; time < times; time++) {
    const first = (time * 2 + lane) * VISITS_A_TIME + 1_000;
    const ids = await Promise.all(
      Array.from({ length: VISITS_A_TIME }, (_, index) => clinic.book({ id: first + index })),
    );
    // However fast this machine is: between the first answer and the last one, and somewhere between two of them.
    const answersBefore = Math.floor(Math.random() * VISITS_A_TIME * ATTEMPTS);
    const enough = Promise.withResolvers<void>();
    let answers = 0;
    const underway = startAll(here.john, ids, () => ++answers > answersBefore && enough.resolve());
    await enough.promise;
    await pause(Math.random() * 5);
    expect(await node.stop('SIGKILL')).toBeNull();
    const restarting = node.start();
    acknowledged.push(...(await underway));
    expect(await unrecorded(databaseUrl)).toEqual([]);
    const again = await startAll(there.john, ids);
    expect(again).toHaveLength(VISITS_A_TIME * ATTEMPTS);
    acknowledged.push(...again);
    await restarting;
  }
  return acknowledged;
}

test(`nodes are killed ${KILLS} times in the middle of starts: every visit is on record, started once, and the record has no gap`, {
  timeout: 900_000,
}, async () => {
  const fleet = await startFleet({ nodes: 3 });
  const lanes = [0, 1].map((lane) => killAgainAndAgain(fleet, lane, KILLS / 2));
  const acknowledged = (await Promise.all(lanes)).flat();

  const sessions = await ask(
    fleet.databaseUrl,
    'select appointment_id::text as id, started_at from telehealth_sessions',
  );
  expect(sessions).toHaveLength(KILLS * VISITS_A_TIME);
  const startedAt = new Map(
    sessions.map((session) => [session.id, (session.started_at as Date).toISOString()]),
  );
  // Whoever was answered, before the end or after it, was told of the same visit.
  expect(
    acknowledged.filter((one) => startedAt.get(one.id) !== new Date(one.startedAt).toISOString()),
  ).toEqual([]);

  const onRecord = await ask(
    fleet.databaseUrl,
    'select appointment_id::text as id, count(*)::int as starts from audit_entries where action = $1 and allowed group by 1',
    [START],
  );
  expect(onRecord.map(({ id }) => id).toSorted()).toEqual([...startedAt.keys()].toSorted());
  const answers = Object.groupBy(acknowledged, ({ id }) => id);
  // An answer that never arrived may be on record; one that arrived is.
  const outOfRange = onRecord.filter(
    ({ id, starts }) => Number(starts) < (answers[String(id)]?.length ?? 0) || Number(starts) > ATTEMPTS * 2,
  );
  expect(outOfRange).toEqual([]);

  const verified = await run('commands/audit.js', ['verify'], { DATABASE_URL: fleet.databaseUrl });
  expect([verified.code, verified.stdout]).toEqual([
    0,
    expect.stringContaining(`Organization 1: ${await countEntries(fleet.databaseUrl)} entries`),
  ]);

  // The nodes did die in the middle of something.
  const attempts = KILLS * VISITS_A_TIME * ATTEMPTS * 2;
  expect(attempts - acknowledged.length).toBeGreaterThan(KILLS);
});
