import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AuditEntry } from '../../../src/audit/audit-entry.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import type { Person } from '../../support/people/person.ts';
import { serveWith } from '../../support/servers/another-server.ts';

const clinic = useClinic();

// Each test is in one hour.
beforeEach(
  () => void vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 3_600_000) * 3_600_000 }),
);
afterEach(() => void vi.useRealTimers());

const READ = 'read a SOAP note';
const reads = async (action = READ) =>
  (await clinic.em.find(AuditEntry, { action }, { orderBy: { id: 'asc' } })).map(
    ({ actor, appointmentId, allowed, door }) => [actor, appointmentId, allowed, door],
  );

const noteOf = (who: Person, id = '123') =>
  who.graphql('query ($id: ID!) { appointment(id: $id) { note { plan } } }', { id });

/** Visits with notes. */
async function write(...ids: number[]) {
  for (const id of ids) await clinic.john.saveNote(await clinic.book({ id }), { plan: 'Rest' });
}

test('who reads a note is on record, once in an hour, whatever they read of it and however often', async () => {
  await write(123);
  expect((await noteOf(clinic.john)).data).toEqual({ appointment: { note: { plan: 'Rest' } } });
  await noteOf(clinic.john);
  await clinic.john.graphql('{ appointment(id: "123") { note { version } } }');
  await noteOf(clinic.colleague);
  expect(await reads()).toEqual([
    ['provider-45', 123, true, 'graphql'],
    ['provider-46', 123, true, 'graphql'],
  ]);
});

test('who sees no note is not on record: there is none, or it is not for them', async () => {
  await clinic.book();
  await noteOf(clinic.john);
  await write(124);
  for (const who of [clinic.jane, clinic.admin, clinic.outsider]) await noteOf(who, '124');
  expect(await reads()).toEqual([]);
});

test('a list with notes puts each of them on record, with one statement', async () => {
  await write(1, 2, 3);
  const list = () => clinic.john.graphql('{ appointments { nodes { id note { plan } } } }');
  await list();
  await list();
  expect((await reads()).map(([, id]) => id).sort()).toEqual([1, 2, 3]);
  const inserted = await clinic.em.execute(
    `select count(distinct xmin::text)::int as commits from audit_entries where action = '${READ}'`,
  );
  expect(inserted).toEqual([{ commits: 1 }]);
});

test('a subscription and a gateway put it on record as well', async () => {
  await write(123);
  const socket = await clinic.john.connect();
  await socket.iterate({ query: '{ appointment(id: "123") { note { plan } } }' }).next();
  await socket.dispose();
  await clinic.colleague.graphql(
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Appointment { note { plan } } } }',
    { of: [{ __typename: 'Appointment', id: '123' }] },
  );
  expect(await reads()).toEqual([
    ['provider-45', 123, true, 'graphql-ws'],
    ['provider-46', 123, true, 'graphql'],
  ]);
});

test('a conflict shows the stored note, and that is on record beside the refusal', async () => {
  await write(123);
  const answer = await clinic.john.graphql(
    'mutation { saveSoapNote(appointmentId: "123", note: { plan: "Walk" }, expectedVersion: 7) { version } }',
  );
  expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', note: { plan: 'Rest' } });
  expect(await reads()).toEqual([['provider-45', 123, true, 'graphql']]);
  expect((await clinic.auditLog()).at(-1)).toMatchObject({
    action: 'save a SOAP note',
    allowed: false,
    code: 'CONFLICT',
  });
});

test('an hour later it is on record again, and two nodes make no two entries of it', async () => {
  await write(123);
  const other = await serveWith(clinic, {});
  await Promise.all([noteOf(clinic.john), noteOf(other.john), noteOf(clinic.john), noteOf(other.john)]);
  expect(await reads()).toHaveLength(1);
  await clinic.em.transactional(async (em) => {
    await em.execute('alter table audit_entries disable trigger user');
    await em.execute("update audit_entries set at = at - interval '1 hour'");
    await em.execute('alter table audit_entries enable trigger user');
  });
  const third = await serveWith(clinic, {});
  await noteOf(third.john);
  expect(await reads()).toHaveLength(2);
});

test('who reads the audit log is in it', async () => {
  for (let turn = 0; turn < 3; turn++) await clinic.admin.graphql('{ auditLog { nodes { id } } }');
  await clinic.admin.graphql('{ auditLog(filter: { appointmentId: "123" }) { totalCount } }');
  await clinic.john.graphql('{ auditLog { totalCount } }');
  expect(await reads('read the audit log')).toEqual([
    ['admin-1', null, true, 'graphql'],
    ['provider-45', null, false, 'graphql'],
  ]);
});

test('a note whose reading cannot be put on record is not shown', async () => {
  await write(123);
  await clinic.em.execute('alter table audit_entries rename to audit_entries_away');
  try {
    const answer = await noteOf(clinic.john);
    expect([answer.data, answer.errors?.[0]?.extensions.code]).toEqual([
      { appointment: { note: null } },
      'INTERNAL_SERVER_ERROR',
    ]);
  } finally {
    await clinic.em.execute('alter table audit_entries_away rename to audit_entries');
  }
});
