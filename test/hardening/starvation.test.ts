import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/platform/database/database.ts';
import { entities } from '../../src/slices.ts';
import { Clinic } from '../support/clinic.ts';
import type { Greed } from '../support/faults/greedy.ts';
import { Person } from '../support/people/person.ts';
import { SECRET } from '../support/people/secret.ts';
import { serve, temporaryFolder } from '../support/servers/process.ts';
import { createDatabase } from '../support/servers/server-database.ts';

/** How many patients of one organization ask for all that they are let, 50. */
const GREEDY = Number(process.env.GREEDY_PATIENTS ?? 0);
/** Starts and joins by which the others' waiting is measured, one each `EVERY_MS`. */
const SAMPLES = Number(process.env.STARVATION_SAMPLES ?? 120);
const EVERY_MS = 100;
const WARM_UP_MS = 1_000;

const FIRST_VISIT = 30_000;
const VISITS = 20;
const FIRST_GREEDY = 50_000;

const times = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join(' ');
/** As many aliases as there may be. */
const KINDS = {
  permitted: `{ ${times(15, (index) => `a${index}: appointment(id: "123") { id patient { name } provider { name } session { id } }`)} }`,
  lists: `{ ${times(10, (index) => `a${index}: appointments(first: 20) { totalCount nodes { id patient { name } provider { name } } }`)} }`,
  refused: `{ ${times(15, (index) => `a${index}: jitsiSettings { key }`)} }`,
};
/** What they ask for: what they may, unless told otherwise. */
const { GREEDY_KIND: KIND = 'permitted' } = process.env as { GREEDY_KIND?: keyof typeof KINDS };
const CALM = '{ appointments(first: 1) { nodes { id } } }';

/** A server with visits of both organizations, 1 and 2. */
async function openServer() {
  const url = process.env.DATABASE_URL && (await createDatabase());
  const dataDir = url ? '' : temporaryFolder();
  const database = await openDatabase(entities, { url, dataDir });
  const clinic = new Clinic('', database);
  await clinic.reset();
  await clinic.book();
  for (const [orgId, providerId] of [
    [1, 45],
    [2, 61],
  ] as const)
    for (let visit = 0; visit < VISITS; visit++) {
      const id = FIRST_VISIT + orgId * 1_000 + visit;
      await clinic.book({ id, orgId, providerId, patientId: orgId === 1 ? 89 : 201 });
    }
  await database.close();
  return serve({
    ...(url ? { DATABASE_URL: url } : { DATA_DIR: dataDir }),
    AUTH_JWT_SECRET: SECRET,
    LOG_LEVEL: 'silent',
    SEED_DEMO: 'false',
  });
}

/** Lets these patients of organization 1 ask until the returned function is called. */
async function letThemAsk(greed: Omit<Greed, 'tokens'>, count: number) {
  const tokens = await Promise.all(
    Array.from({ length: count }, async (_, index) =>
      String(await new Person('', { role: 'PATIENT', org_id: 1, patient_id: FIRST_GREEDY + index }).token()),
    ),
  );
  const child = spawn(process.execPath, [resolve('test/support/faults/greedy.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.end(JSON.stringify({ ...greed, tokens }));
  await once(child.stdout, 'data');
  return async () => {
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  };
}

/** The slowest of a hundred starts and joins in this organization, in milliseconds. All must be answered. */
async function measure(url: string, orgId: 1 | 2) {
  const provider = new Person(url, { role: 'PROVIDER', org_id: orgId, provider_id: orgId === 1 ? 45 : 61 });
  const patient = new Person(url, { role: 'PATIENT', org_id: orgId, patient_id: orgId === 1 ? 89 : 201 });
  const milliseconds: number[] = [];
  const refused: unknown[] = [];
  const began = performance.now();
  const asked = Array.from({ length: SAMPLES }, async (_, index) => {
    await pause(index * EVERY_MS);
    const visit = String(FIRST_VISIT + orgId * 1_000 + (index % VISITS));
    const at = performance.now();
    const { errors } = index % 2 || index < VISITS ? await provider.start(visit) : await patient.join(visit);
    milliseconds.push(performance.now() - at);
    if (errors) refused.push(errors[0]?.extensions.code);
  });
  await Promise.all(asked);
  milliseconds.sort((one, other) => one - other);
  const p99 = Number(milliseconds[Math.ceil(SAMPLES * 0.99) - 1]);
  const p50 = Number(milliseconds[Math.ceil(SAMPLES * 0.5) - 1]);
  return { p50, p99, refused, seconds: (performance.now() - began) / 1_000 };
}

async function compare(kind: keyof typeof KINDS, count: number, orgId: 1 | 2) {
  const { url } = await openServer();
  await measure(url, orgId);
  const endCalm = await letThemAsk({ url, query: CALM, isCalm: true }, count);
  await pause(WARM_UP_MS);
  const quiet = await measure(url, orgId);
  await endCalm();
  const endGreed = await letThemAsk({ url, query: KINDS[kind], isCalm: false }, count);
  await pause(WARM_UP_MS);
  const meanwhile = await measure(url, orgId);
  await endGreed();
  const ratio = meanwhile.p99 / quiet.p99;
  console.info(
    `${kind}, ${count} of organization 1, starts and joins of ${orgId}: quiet p50 ${quiet.p50.toFixed(1)}, p99 ${quiet.p99.toFixed(1)} ms; ` +
      `meanwhile p50 ${meanwhile.p50.toFixed(1)}, p99 ${meanwhile.p99.toFixed(1)} ms, ${meanwhile.refused.length} refused; ratio ${ratio.toFixed(1)}`,
  );
  return { ratio, refused: [...quiet.refused, ...meanwhile.refused] };
}

const settings = { timeout: 180_000, retry: 2 };

test.runIf(GREEDY > 0).for([1, GREEDY])(
  'with %i patients of one organization who ask for all they can, the other’s starts and joins are answered',
  settings,
  async (count) => {
    const { ratio, refused } = await compare(KIND, count, 2);
    expect(refused).toEqual([]);
    expect(ratio).toBeLessThanOrEqual(5);
  },
);

test.runIf(GREEDY > 0)(
  'with a patient of the same organization who asks for all they can, starts and joins are answered',
  settings,
  async () => {
    const { ratio, refused } = await compare(KIND, 1, 1);
    expect(refused).toEqual([]);
    expect(ratio).toBeLessThanOrEqual(10);
  },
);
