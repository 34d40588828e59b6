import { expect, test } from 'vitest';
import { check, headOf, tamper } from '../../support/audit-chain.ts';
import { auditDaysOf, COLUMNS, entry } from '../../support/audit-days.ts';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();
const { aDay, database, ask, chainEverythingAnew } = auditDaysOf(clinic);

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
  'subject = null',
  "subject = 'appointment-124'",
  "at = at + interval '1 millisecond'",
  'id = id + 1000000',
  'id = -id',
  'id = 0',
  'id = 9223372036854775807',
  'org_id = 2',
  "hash = sha256('')",
])('an entry that was altered (%s) is found at its place', async (change) => {
  await aDay();
  await tamper(database(), `update audit_entries set ${change} where ${entry(3)}`);
  expect(await check(database())).toEqual({ kind: change === 'org_id = 2' ? 'deleted' : 'altered', seq: 3 });
  expect(await check(database(), 2)).toEqual(
    change === 'org_id = 2' ? { kind: 'deleted', seq: 2 } : { count: 1 },
  );
});

test('an entry that was deleted is missed at its place, the first one too', async () => {
  await aDay();
  await tamper(database(), `delete from audit_entries where ${entry(4)}`);
  expect(await check(database())).toEqual({ kind: 'deleted', seq: 4 });
  await tamper(database(), `delete from audit_entries where ${entry(1)}`);
  expect(await check(database())).toEqual({ kind: 'deleted', seq: 1 });
});

const copyOf = (seq: number, place: string) =>
  `insert into audit_entries (id, ${COLUMNS}, seq, hash)
   select (select max(id) from audit_entries where ${entry(3)}) + 1, ${COLUMNS}, ${place} from audit_entries where ${entry(seq)}`;

test.each([
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

test('two entries that have each other’s number are found at the first of them', async () => {
  await aDay();
  await tamper(database(), `update audit_entries set seq = 5 - seq where ${entry(2)} or ${entry(3)}`);
  expect(await check(database())).toEqual({ kind: 'swapped', seq: 2 });
});

test('a last entry that was cut off is missed, although nothing is wrong with the others', async () => {
  await aDay();
  await tamper(database(), `delete from audit_entries where ${entry(6)}`);
  expect(await check(database())).toEqual({ kind: 'cut', seq: 6 });
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
