import { expect, onTestFinished, test, vi } from 'vitest';
import { check, headOf, inOrganization, tamper } from '../../support/audit-chain.ts';
import { auditDaysOf, COLUMNS, entry } from '../../support/audit-days.ts';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();
const { aDay, database, ask, chainEverythingAnew } = auditDaysOf(clinic);

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
    `insert into audit_entries (${COLUMNS}) values (1, '0999-12-31T23:59:59.999Z', 'Zoë "Z" \\ / \u2028 😀', E'a\\tb\\n\\x01\\x1f\\x7f', -5, '', false, '', ',"', 'ß', E'gäst-7\t"')`,
  );
  expect(await check(database())).toEqual({ count: 7 });
  await tamper(database(), 'update audit_entries set seq = null, hash = null', 'delete from audit_heads');
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
  const chosen = `insert into audit_entries (id, ${COLUMNS}, seq, hash) values (1, 1, now(), 'admin-1', 'x', null, 'graphql', true, null, null, 'x', null, 99, '')`;
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
  // In one minute.
  vi.useFakeTimers({ toFake: ['Date'], now: Math.ceil(Date.now() / 60_000) * 60_000 });
  onTestFinished(() => void vi.useRealTimers());
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
  // Joins, the two starts, and one entry of what each stranger was refused.
  expect([await check(database(), 1), await check(database(), 2)]).toEqual([{ count: 15 }, { count: 14 }]);
});
