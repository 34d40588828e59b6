import { expect, test } from 'vitest';
import { chainedEntry } from '../../../src/audit/audit-entry.entity.ts';
import { linkAfter } from '../../../src/audit/link-after.ts';
import { readRow } from '../../../src/platform/database/read.ts';
import { check, headOf, inOrganization, tamper } from '../../support/audit-chain.ts';
import { auditDaysOf, COLUMNS } from '../../support/audit-days.ts';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();
const { aDay, database } = auditDaysOf(clinic);

/** Somebody who owns the tables adds a copy of the third entry past every trigger. */
const forge = (id: string, seq: string, hash: string) =>
  tamper(
    database(),
    `insert into audit_entries (id, ${COLUMNS}, seq, hash)
     select ${id}, ${COLUMNS}, ${seq}, ${hash} from audit_entries where org_id = 1 and seq = 3`,
  );

const LARGEST = '9223372036854775807';

test.each([
  ['without a number, by an id below all others', '-1', 'null', 'null', 'unlinked', 0],
  ['without a number, by the id zero', '0', 'null', 'null', 'unlinked', 0],
  ['without a number, by an id that was never drawn', '1000000', 'null', 'null', 'unlinked', 0],
  ['without a number, by the largest id', LARGEST, 'null', 'null', 'unlinked', 0],
  ['without a number, with a hash', '1000000', 'null', "sha256('')", 'unlinked', 0],
  ['with a number and no hash', '1000000', '7', 'null', 'inserted', 7],
  ['as number zero', '-1', '0', 'hash', 'inserted', 0],
  ['as a number below zero', '1000000', '-5', 'hash', 'inserted', -5],
  ['as the number of another, by an id below all others', '-1', '5', 'hash', 'inserted', 5],
  ['as the number of another, by the largest id', LARGEST, '5', 'hash', 'inserted', 5],
  ['far behind the end', '1000000', '99', 'hash', 'deleted', 7],
  ['as the largest number', '1000000', LARGEST, 'hash', 'deleted', 7],
])('a row that was added %s is found', async (_how, id, seq, hash, kind, place) => {
  await aDay();
  await forge(id, seq, hash);
  expect(await check(database())).toEqual({ kind, seq: place });
});

test('a row that continues the chain as it should, but was not put there by the server, is found', async () => {
  await aDay();
  const { seq, hash } = await headOf(database());
  const last = await readRow(inOrganization(database(), 1), chainedEntry, { seq });
  if (!last) throw new Error('There is a last entry');
  const forged = { ...last, id: 1_000_000, seq: seq + 1 };
  const link = linkAfter(hash, forged).toString('hex');
  await tamper(
    database(),
    `insert into audit_entries (id, ${COLUMNS}, seq, hash)
     select 1000000, ${COLUMNS}, 7, '\\x${link}' from audit_entries where org_id = 1 and seq = 6`,
  );
  expect(await check(database())).toEqual({ kind: 'inserted', seq: 7 });
});

test('a row that looks as if it waited hides behind nothing: the others are linked past it', async () => {
  await aDay();
  await forge('-1', 'null', 'null');
  await clinic.john.start('123');
  expect((await headOf(database())).seq).toBe(7);
  expect(await check(database())).toEqual({ kind: 'unlinked', seq: 0 });
});

test('a head that cannot be continued holds up its own organization alone', async () => {
  await aDay();
  await tamper(database(), `update audit_heads set seq = ${LARGEST} where org_id = 1`);
  await clinic.john.start('123');
  await clinic.outsider.start('200');
  expect(await check(database(), 2)).toEqual({ count: 2 });
  expect(await check(database(), 1)).toEqual({ kind: 'cut', seq: 7 });
});
