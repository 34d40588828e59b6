import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportChain } from '../../../src/audit/export-chain.ts';
import { readExport } from '../../../src/audit/exported-entry.ts';
import { verifyChain } from '../../../src/audit/verify-chain.ts';
import { organizationContext } from '../../../src/commands/organization-context.ts';
import { readConfig } from '../../../src/config/config.ts';
import { unlinkAccounts } from '../../../src/people/unlink-accounts.ts';
import { Role } from '../../../src/platform/viewer.ts';
import { check, inOrganization, tamper } from '../../support/audit-chain.ts';
import { auditDaysOf, COLUMNS, entry } from '../../support/audit-days.ts';
import { useClinic } from '../../support/clinic.ts';
import { temporaryFolder } from '../../support/servers/process.ts';

const clinic = useClinic();
const { aDay, database } = auditDaysOf(clinic);

interface Log {
  auditLog: { nodes: { action: string; subject: string | null; appointmentId: string | null }[] };
}

async function log(filter: object = {}) {
  const { data } = await clinic.admin.graphql<Log>(
    'query ($filter: AuditFilter) { auditLog(filter: $filter) { nodes { action subject appointmentId } } }',
    { filter },
  );
  return data?.auditLog.nodes.map(({ action, subject }) => [action, subject]);
}

const SET = 'mutation ($key: ID!) { changeJitsiSetting(key: $key, value: "true") { key } }';

test('each entry says what it is about, refusals and on-demand visits too', async () => {
  await clinic.john.start(await clinic.book());
  await clinic.stranger.join('123');
  await clinic.admin.graphql(SET, { key: 'jitsi.e2ee' });
  await clinic.john.graphql(SET, { key: 'jitsi.e2ee' });
  const { body } = await clinic.john.rest('POST', '/api/telehealth/sessions', { patientId: 89 });
  const { id } = body.data as { id: string };
  expect(await log()).toEqual(
    expect.arrayContaining([
      ['start a telehealth visit', 'appointment-123'],
      ['join a telehealth visit', 'appointment-123'],
      ['change a setting', 'jitsi.e2ee'],
      ['create an on-demand visit', `appointment-${id}`],
    ]),
  );
  expect(await log({ subject: 'jitsi.e2ee' })).toEqual([
    ['change a setting', 'jitsi.e2ee'],
    ['change a setting', 'jitsi.e2ee'],
  ]);
  expect(await log({ subject: 'appointment-123', action: 'start a telehealth visit' })).toHaveLength(1);
});

test('what was typed for a setting’s name is no subject', async () => {
  await clinic.admin.graphql(SET, { key: 'Jane Doe' });
  expect(await log({ action: 'change a setting' })).toEqual([['change a setting', null]]);
});

test('unlinking the accounts of a record names the record', async () => {
  const { caller } = await organizationContext({ db: database().db, ...readConfig({}) }, 1);
  await unlinkAccounts(caller, { role: Role.PATIENT, id: 89 });
  expect(await log({ subject: 'patient-89' })).toEqual([['unlink accounts', 'patient-89']]);
});

test('entries from before there were subjects keep their hashes, and a subject that is given to one is found', async () => {
  await aDay();
  await clinic.em.execute(
    `insert into audit_entries (${COLUMNS}) values (1, now(), 'provider-45', 'start a telehealth visit', 123, 'graphql', true, null, null, 'x', null)`,
  );
  expect(await check(database())).toEqual({ count: 7 });
  await tamper(database(), `update audit_entries set subject = 'appointment-123' where ${entry(7)}`);
  expect(await check(database())).toEqual({ kind: 'altered', seq: 7 });
});

test('an export has the subjects, and a changed one is found in it', async () => {
  await aDay();
  const lines: string[] = [];
  for await (const line of exportChain(inOrganization(database(), 1), {})) lines.push(line);
  expect(lines.map((line) => JSON.parse(line).subject)).toEqual(lines.map(() => 'appointment-123'));
  const verified = async (text: string) => {
    const file = join(temporaryFolder(), 'entries.ndjson');
    writeFileSync(file, text);
    const { count, finding } = await verifyChain(readExport(file), { heads: [] });
    return finding ? { kind: finding.kind, seq: finding.seq } : { count };
  };
  expect(await verified(lines.join(''))).toEqual({ count: 6 });
  const changed = lines.map((line, place) =>
    place === 1 ? line.replace('"appointment-123"', '"appointment-124"') : line,
  );
  expect(await verified(changed.join(''))).toEqual({ kind: 'altered', seq: 2 });
});

test('every action is in the documentation, with what its entries are about', () => {
  const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  const documented = [...read('docs/audit.md').matchAll(/^\| `([a-z][^`]+)` \| [^|]+\|$/gm)].map(
    ([, action]) => action,
  );
  const actions: string[] = JSON.parse(read('schema/actions.json'));
  expect(actions.filter((action) => !documented.includes(action))).toEqual([]);
});
