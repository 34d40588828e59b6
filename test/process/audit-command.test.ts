import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { signHead, signingKey } from '../../src/audit/signed-head.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import { type Database, openDatabase } from '../../src/platform/database/database.ts';
import { entities } from '../../src/slices.ts';
import { link, tamper } from '../support/audit-chain.ts';
import { callCommand } from '../support/call-command.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { run, temporaryFolder } from '../support/servers/process.ts';
import { createDatabase } from '../support/servers/server-database.ts';

// Every command opens the database anew.
vi.setConfig({ testTimeout: 180_000 });

const AUDIT_SIGNING_KEY = Buffer.alloc(32, 'a-key-of-this-clinic').toString('base64url');
const ANOTHER_KEY = Buffer.alloc(32, 'a-key-of-somebody').toString('base64url');

/** The demo clinic with a log of six entries, one a day from the 1st of November, in a database that only commands and `look` open. */
async function aClinicWithALog() {
  const folder = temporaryFolder();
  const url = process.env.DATABASE_URL ? await createDatabase() : undefined;
  const dataDir = preparedClinic();
  const place = url ? { DATABASE_URL: url } : { DATA_DIR: dataDir };
  const look = async (work: (database: Database) => Promise<unknown>) => {
    const database = await openDatabase(entities, { url, dataDir });
    await work(database).finally(() => database.close());
  };
  await look(async (database) => {
    const { em } = database;
    await seedDemo(em);
    await em.fork().execute(
      `insert into audit_entries (org_id, at, actor, action, door, allowed, request_id)
       select 1, '2026-11-01T12:00:00Z'::timestamptz + day * interval '1 day', 'provider-45', 'start a telehealth visit', 'graphql', true, day
       from generate_series(0, 5) as day`,
    );
    await link(database);
  });
  const audit = (args: string[], variables: Record<string, string> = { AUDIT_SIGNING_KEY }) =>
    callCommand('audit', args, { ...place, ...variables });
  const save = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  return {
    audit,
    /** As somebody at a terminal has it. */
    runAudit: (args: string[]) => run('commands/audit.js', args, { ...place, AUDIT_SIGNING_KEY }),
    save,
    tamper: (...statements: string[]) => look((database) => tamper(database, ...statements)),
  };
}

test('a log as it was written is verified, and a head of it is signed to be kept elsewhere', async () => {
  const { audit, runAudit, save, tamper } = await aClinicWithALog();
  expect(await runAudit(['verify'])).toMatchObject({
    code: 0,
    stderr: '',
    stdout:
      'Organization 1: 6 entries, all as they were chained\nOrganization 2: 0 entries, all as they were chained\n',
  });
  const signed = await audit(['head']);
  const head = save('head.jws', signed.stdout);
  const [, payload = ''] = signed.stdout.split('.');
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    org: 1,
    seq: 6,
    hash: expect.stringMatching(/^[\da-f]{64}$/),
  });

  const AUDIT_PUBLIC_KEY = (await audit(['key'])).stdout.trim();
  expect(await audit(['verify', '1', '--head', head], { AUDIT_PUBLIC_KEY })).toMatchObject({ code: 0 });
  expect(await audit(['verify', '1', '--head', head], { AUDIT_SIGNING_KEY: ANOTHER_KEY })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('not signed with this key'),
  });

  await tamper('delete from audit_entries where seq = 6', 'delete from audit_heads');
  expect(await audit(['verify', '1'])).toMatchObject({ code: 0 });
  expect(await audit(['verify', '1', '--head', head], { AUDIT_PUBLIC_KEY })).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /^Organization 1: CUT: the chain ends with entry 5, and the head signed at \S+ knew entry 6\n$/,
    ),
  });
});

test('what was altered is named, with the organization and the entry, and nothing of what is in it', async () => {
  const { audit, tamper } = await aClinicWithALog();
  await tamper("update audit_entries set actor = 'provider-46' where seq = 4");
  const { code, stdout } = await audit(['verify']);
  expect([code, stdout]).toEqual([
    1,
    expect.stringMatching(
      /^Organization 1: ALTERED: entry 4 \(id \d+\) is not what was put on record\nOrganization 2: 0 entries, .*\n$/,
    ),
  ]);
});

const ENTRY = "now(), 'provider-45', 'start a telehealth visit', 'graphql', true, 'forged'";
const FIELDS = 'id, org_id, at, actor, action, door, allowed, request_id';

test('a row that gets no place in the chain is named, and so is one of an organization that does not exist', async () => {
  const { audit, tamper } = await aClinicWithALog();
  await tamper(
    'set local session_replication_role = replica',
    `insert into audit_entries (${FIELDS}) values (-5, 1, ${ENTRY})`,
    `insert into audit_entries (${FIELDS}, seq, hash) values (-6, 77, ${ENTRY}, 1, sha256(''))`,
  );
  const { code, stdout } = await audit(['verify']);
  expect([code, stdout.trim().split('\n')]).toEqual([
    1,
    [
      'Organization 1: UNLINKED: id -5 got no place in the chain within 5 s',
      expect.stringMatching(/^Organization 2: 0 entries/),
      'Organization 77: ALTERED: entry 1 (id -6) is not what was put on record',
    ],
  ]);
});

test('an export is verified by whoever has no database, and so is what is left when the exported entries were removed', async () => {
  const { audit, save, tamper } = await aClinicWithALog();
  const exported = save('old.ndjson', (await audit(['export', '1', '--to', '2026-11-04'])).stdout);
  const lines = readFileSync(exported, 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).seq)).toEqual([1, 2, 3]);
  const others = await signHead(signingKey(Buffer.from(AUDIT_SIGNING_KEY, 'base64url')), {
    org: 9,
    seq: 2,
    hash: Buffer.alloc(32),
  });
  const own = save('own.jws', (await audit(['head', '1', '--before', '2026-11-04'])).stdout);
  const after = save('after.jws', `${readFileSync(own, 'utf8')}${others}\n`);
  const nowhere = { AUDIT_SIGNING_KEY, DATABASE_URL: 'postgres://127.0.0.1:1/nowhere' };
  expect(await audit(['verify', '--export', exported, '--head', after], nowhere)).toMatchObject({ code: 0 });
  const forged = save(
    'forged.ndjson',
    lines.map((line, index) => (index === 1 ? line.replace('provider-45', 'provider-46') : line)).join('\n'),
  );
  expect(await audit(['verify', '--export', forged], nowhere)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('ALTERED: entry 2'),
  });

  await tamper('delete from audit_entries where org_id = 1 and seq <= 3');
  expect(await audit(['verify', '1'])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('DELETED: entry 1 is missing, up to 3'),
  });
  expect(await audit(['verify', '1', '--after', after])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('3 entries'),
  });
  // The head of an organization of which nothing is left is not passed over.
  expect(await audit(['verify', '--after', own, '--head', after])).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /^Organization 1: 3 entries.*\nOrganization 2: 0 entries.*\nOrganization 9: CUT: .*\n$/,
    ),
  });
  const rest = save('rest.ndjson', (await audit(['export', '1', '--from', '2026-11-05'])).stdout);
  expect(await audit(['verify', '--export', rest], nowhere)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('2 entries'),
  });
});

test.each([
  [[], 'Usage:'],
  [['frobnicate'], 'Usage:'],
  [['verify', 'one'], 'Usage:'],
  [['verify', '1', '--colour'], 'Usage:'],
  [['export'], 'Usage:'],
  [['verify', '999'], 'There is no organization 999'],
  [['head', '1', '--before', 'yesterday'], 'yesterday is no date'],
  [['head', '1'], 'AUDIT_SIGNING_KEY is not set'],
  [['key'], 'AUDIT_SIGNING_KEY is not set'],
  [['verify', '1', '--head', 'missing.jws'], 'AUDIT_PUBLIC_KEY is not set'],
])('what cannot be answered is refused in words: %j', async (args, words) => {
  const { code, stdout, stderr } = await callCommand('audit', args, { DATA_DIR: preparedClinic() });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(words);
});
