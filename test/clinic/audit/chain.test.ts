import { expect, test } from 'vitest';
import type { ColumnType } from '../../../src/platform/database/sql/statement.ts';
import { chainAnew, check, headOf, inOrganization, tamper } from '../../support/audit-chain.ts';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();

/** Six entries of organization 1 and one of organization 2 in between. */
async function aDay() {
  const id = await clinic.book();
  await clinic.john.start(id);
  await clinic.stranger.join(id);
  await clinic.jane.join(id);
  await clinic.outsider.start(await clinic.book({ id: 200, orgId: 2, providerId: 61, patientId: 201 }));
  await clinic.john.saveNote(id, { plan: 'Rest' });
  await clinic.jane.end(id);
  await clinic.john.end(id);
}

const database = () => clinic.database;
const entry = (seq: number, orgId = 1) => `org_id = ${orgId} and seq = ${seq}`;
const ask = (orgId: number, text: string, columns: Record<string, ColumnType> = {}) =>
  inOrganization(database(), orgId).ask({
    kind: 'read',
    text,
    values: [],
    columns: Object.entries(columns).map(([name, type]) => ({ name: name as never, type })), // whoever asks knows them
  });

/** Whoever owns the tables makes the whole chain again from what is there now, its head as well: nothing inside the database tells. */
const chainEverythingAnew = async () => tamper(database(), ...chainAnew(database()));

test('what happened is chained as it is put on record, refusals as well, each organization by itself', async () => {
  await aDay();
  expect([await check(database(), 1), await check(database(), 2)]).toEqual([{ count: 6 }, { count: 1 }]);
  expect(await ask(1, 'select seq from audit_entries order by id', { seq: 'number' })).toEqual(
    [1, 2, 3, 4, 5, 6].map((seq) => ({ seq })),
  );
});

test.each([
  "actor = 'provider-46'",
  "action = action || ' '",
  'appointment_id = null',
  'appointment_id = 124',
  "door = 'command'",
  'allowed = not allowed',
  "code = coalesce(code, '') || 'X'",
  "detail = ''",
  "request_id = 'another'",
  "at = at + interval '1 millisecond'",
  'id = id + 1000000',
  'org_id = 2',
  "hash = sha256('')",
])('an entry that was altered (%s) is found at its place', async (change) => {
  await aDay();
  await tamper(database(), `update audit_entries set ${change} where ${entry(3)}`);
  const moved = { 'id = id + 1000000': 'deleted', 'org_id = 2': 'deleted' }[change];
  expect(await check(database())).toEqual({ kind: moved ?? 'altered', seq: 3 });
  expect(await check(database(), 2)).toEqual(
    change === 'org_id = 2' ? { kind: 'swapped', seq: 1 } : { count: 1 },
  );
});

test('an entry that was deleted is missed at its place, the first one too', async () => {
  await aDay();
  await tamper(database(), `delete from audit_entries where ${entry(4)}`);
  expect(await check(database())).toEqual({ kind: 'deleted', seq: 4 });
  await tamper(database(), `delete from audit_entries where ${entry(1)}`);
  expect(await check(database())).toEqual({ kind: 'deleted', seq: 1 });
});

const COLUMNS = 'org_id, at, actor, action, appointment_id, door, allowed, code, detail, request_id';
const copyOf = (seq: number, place: string) =>
  `insert into audit_entries (id, ${COLUMNS}, seq, hash)
   select (select max(id) from audit_entries where ${entry(3)}) + 1, ${COLUMNS}, ${place} from audit_entries where ${entry(seq)}`;

test.each([
  ['without a number', 'null, null', 4],
  ['with the number of the next', '4, hash', 4],
  ['with the number and the hash of the one before', 'seq, hash', 3],
])('an entry that was put between two others %s is found', async (_how, place, seq) => {
  await aDay();
  // Room for one more between the third and the fourth.
  await tamper(database(), 'update audit_entries set id = id * 100');
  await chainEverythingAnew();
  expect(await check(database())).toEqual({ count: 6 });
  await tamper(database(), copyOf(3, place));
  expect(await check(database())).toEqual({ kind: 'inserted', seq });
});

test('two entries that changed places are found at the first of them', async () => {
  await aDay();
  await tamper(
    database(),
    `update audit_entries set id = -id where ${entry(2)} or ${entry(3)}`,
    `update audit_entries as one set id = -(select id from audit_entries as other where org_id = 1 and other.seq = 5 - one.seq) where ${entry(2)}`,
    `update audit_entries set id = (select max(id) from audit_entries where ${entry(1)}) + 1 where ${entry(3)}`,
  );
  expect(await check(database())).toEqual({ kind: 'swapped', seq: 2 });
});

test('a tail that was cut off is missed by the table of heads, and, if that was set back too, only by a head kept elsewhere', async () => {
  await aDay();
  const head = await headOf(database());
  await tamper(database(), 'delete from audit_entries where org_id = 1 and seq > 4');
  expect(await check(database())).toEqual({ kind: 'cut', seq: 5 });

  await tamper(
    database(),
    `update audit_heads as head set seq = last.seq, hash = last.hash from audit_entries as last where head.org_id = 1 and last.org_id = 1 and last.seq = 4`,
  );
  expect(await check(database())).toEqual({ count: 4 });
  expect(await check(database(), 1, { heads: [head] })).toEqual({ kind: 'cut', seq: 5 });
});

test('a log that was emptied is missed by a head kept elsewhere', async () => {
  await aDay();
  const head = await headOf(database());
  await tamper(database(), 'delete from audit_entries', 'delete from audit_heads');
  expect(await check(database())).toEqual({ count: 0 });
  expect(await check(database(), 1, { heads: [head] })).toEqual({ kind: 'cut', seq: 1 });
});

test('a chain that was rewritten from the altered entry on is found by a head kept elsewhere, and by nothing else', async () => {
  await aDay();
  const head = await headOf(database());
  await tamper(database(), `update audit_entries set actor = 'provider-46' where ${entry(2)}`);
  await chainEverythingAnew();
  expect(await check(database())).toEqual({ count: 6 });
  expect(await check(database(), 1, { heads: [head] })).toEqual({ kind: 'rewritten', seq: 6 });
});

test('entries that were removed after their time are vouched for by the head of the last of them', async () => {
  await aDay();
  await clinic.john.start('123');
  const kept = await headOf(database());
  const [third] = await ask(1, 'select seq, hash from audit_entries where seq = 3', {
    seq: 'number',
    hash: 'bytes',
  });
  const after = {
    ...(third as { seq: number; hash: Buffer }),
    name: 'the head of the last that was removed',
  };
  await tamper(database(), 'delete from audit_entries where org_id = 1 and seq <= 3');
  expect(await check(database())).toEqual({ kind: 'deleted', seq: 1 });
  expect(await check(database(), 1, { after, heads: [kept] })).toEqual({ count: 4 });
  await tamper(database(), `delete from audit_entries where ${entry(4)}`);
  expect(await check(database(), 1, { after })).toEqual({ kind: 'deleted', seq: 1 });
});

test('what was on record before there was a chain is chained, whatever is written in it', async () => {
  await aDay();
  await clinic.em.execute(
    `insert into audit_entries (${COLUMNS}) values (1, '0999-12-31T23:59:59.999Z', 'Zoë "Z" \\ / \u2028 😀', E'a\\tb\\n\\x01\\x1f\\x7f', -5, '', false, '', ',"', 'ß')`,
  );
  expect(await check(database())).toEqual({ count: 7 });
  await tamper(database(), 'update audit_entries set seq = null, hash = null', 'delete from audit_heads');
  expect(await check(database())).toEqual({ kind: 'inserted', seq: 1 });
  await chainEverythingAnew();
  await clinic.john.start('123');
  expect([await check(database()), await check(database(), 2)]).toEqual([{ count: 8 }, { count: 1 }]);
});

test('the server can neither change the log nor the heads, nor choose an entry’s number, hash or id', async () => {
  await aDay();
  for (const statement of [
    "update audit_entries set actor = 'nobody'",
    'delete from audit_entries',
    'truncate audit_entries',
    'update audit_heads set seq = 0',
    'delete from audit_heads',
    'truncate audit_heads',
    "insert into audit_heads values (1, 0, '')",
  ])
    await expect(ask(1, statement)).rejects.toThrow('permission denied');
  const chosen = `insert into audit_entries (id, ${COLUMNS}, seq, hash) values (1, 1, now(), 'admin-1', 'x', null, 'graphql', true, null, null, 'x', 99, '')`;
  await ask(1, chosen);
  await ask(1, `${chosen} on conflict do nothing`);
  expect(await check(database())).toEqual({ count: 8 });
  await expect(ask(2, chosen)).rejects.toThrow('row-level security');
  expect(await check(database())).toEqual({ count: 8 });
});

test('nobody moves the heads by a table of their own', async () => {
  await aDay();
  const decoy = [
    'create temp table decoy (like audit_entries)',
    'create trigger decoy before insert on decoy for each row execute function chain_audit_entry()',
  ];
  const attempt = clinic.em.transactional(async (em) => {
    for (const statement of [...decoy, 'insert into decoy select * from audit_entries'])
      await em.execute(statement);
  });
  await expect(attempt).rejects.toThrow('audit_heads are those of audit_entries alone');
});

test('a change that is taken back leaves no gap', async () => {
  await aDay();
  const transaction = inOrganization(database(), 1).begin();
  await transaction.apply({
    kind: 'write',
    text: `insert into audit_entries (${COLUMNS}) select ${COLUMNS} from audit_entries`,
    values: [],
    columns: [],
  });
  await transaction.rollback();
  await clinic.john.start('123');
  expect(await check(database())).toEqual({ count: 7 });
});

test('fifty who join and are refused at the same moment in two organizations come one after the other, without a gap or a deadlock', async () => {
  await clinic.john.start(await clinic.book());
  await clinic.outsider.start(await clinic.book({ id: 200, orgId: 2, providerId: 61, patientId: 201 }));
  const theirs = clinic.person({ role: 'PATIENT', org_id: 2, patient_id: 201 });
  const crowd = Array.from({ length: 50 }, (_, number) =>
    [
      () => clinic.jane.join('123'),
      () => clinic.stranger.join('123'),
      () => theirs.join('200'),
      () => theirs.join('123'),
    ][number % 4]?.(),
  );
  const codes = (await Promise.all(crowd)).map((answer) => answer?.errors?.[0]?.extensions.code ?? 'joined');
  const counted = Object.entries(Object.groupBy(codes, (code) => code)).map(([code, those]) => [
    code,
    those?.length,
  ]);
  expect(Object.fromEntries(counted)).toEqual({ joined: 25, NOT_FOUND: 25 });
  // With the two starts.
  expect([await check(database(), 1), await check(database(), 2)]).toEqual([{ count: 27 }, { count: 25 }]);
});
