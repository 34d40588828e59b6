import { expect, test } from 'vitest';
import { AuditEntry } from '../../../src/audit/audit-entry.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import type { Person } from '../../support/people/person.ts';

const clinic = useClinic();

interface Log {
  auditLog: {
    totalCount: number;
    nodes: {
      action: string;
      actor: string;
      allowed: boolean;
      appointmentId: string;
      door: string;
      code: string | null;
      at: string;
    }[];
    pageInfo: { endCursor: string; hasNextPage: boolean };
  };
}
const LOG =
  'query ($filter: AuditFilter, $first: Int, $after: String) { auditLog(filter: $filter, first: $first, after: $after) { totalCount nodes { at actor action appointmentId door allowed code requestId } pageInfo { endCursor hasNextPage } } }';
const read = (who: Person, variables?: object) => who.graphql<Log>(LOG, variables);

test('a visit leaves its whole story, from every door, newest first', async () => {
  const id = await clinic.book();
  await clinic.jane.start(id);
  await clinic.john.rest('POST', '/api/telehealth/rooms', {
    providerId: 45,
    patientId: 89,
    roomName: 'apt123',
  });
  await clinic.jane.rest('POST', '/api/telehealth/jitsi/join', { roomName: 'apt123' });
  await clinic.stranger.join(id);
  await clinic.john.saveNote(id, { plan: 'Rest' });
  await clinic.john.end(id);
  const { data } = await read(clinic.admin);
  expect(
    data?.auditLog.nodes.map(({ actor, action, door, allowed, code }) => [
      actor,
      action,
      door,
      allowed,
      code,
    ]),
  ).toEqual([
    ['provider-45', 'end a telehealth visit', 'graphql', true, null],
    ['provider-45', 'save a SOAP note', 'graphql', true, null],
    ['patient-90', 'join a telehealth visit', 'graphql', false, 'NOT_FOUND'],
    ['patient-89', 'join a telehealth visit', 'rest', true, null],
    ['provider-45', 'start a telehealth visit', 'rest', true, null],
    ['patient-89', 'start a telehealth visit', 'graphql', false, 'FORBIDDEN'],
  ]);
  expect(data?.auditLog.nodes.every(({ appointmentId }) => appointmentId === id)).toBe(true);
});

test('the log can be searched and paged', async () => {
  const id = await clinic.book();
  for (let turn = 0; turn < 3; turn++) await clinic.john.start(id);
  await clinic.colleague.start(id);
  const seen = async (filter: object) => (await read(clinic.admin, { filter })).data?.auditLog.totalCount;
  expect(await seen({ actor: 'provider-45' })).toBe(3);
  expect(await seen({ allowed: false })).toBe(1);
  expect(await seen({ action: 'end a telehealth visit' })).toBe(0);
  expect(await seen({ appointmentId: '123' })).toBe(4);
  expect(await seen({ appointmentId: '124' })).toBe(0);
  expect(await seen({ to: '2020-01-01T00:00:00Z' })).toBe(0);
  // With the reading itself.
  expect(await seen({ from: '2020-01-01T00:00:00Z' })).toBe(5);

  const first = await read(clinic.admin, { first: 3 });
  const rest = await read(clinic.admin, { first: 3, after: first.data?.auditLog.pageInfo.endCursor });
  expect([
    first.data?.auditLog.nodes.length,
    rest.data?.auditLog.nodes.length,
    rest.data?.auditLog.pageInfo.hasNextPage,
  ]).toEqual([3, 2, false]);
});

test("only the organization's admins read it, and who else tries is on it", async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  expect(await read(clinic.john)).toBeRefused('FORBIDDEN');
  expect(await read(clinic.jane)).toBeRefused('FORBIDDEN');
  expect((await read(clinic.otherAdmin)).data?.auditLog.totalCount).toBe(0);
  expect(
    (await read(clinic.admin, { filter: { action: 'read the audit log' } })).data?.auditLog.nodes.map(
      ({ actor }) => actor,
    ),
  ).toEqual(['patient-89', 'provider-45']);
});

test('nothing on record can be altered or removed', async () => {
  await clinic.john.start(await clinic.book());
  const refusal = /audit_entries only grows/;
  await expect(clinic.em.execute("update audit_entries set actor = 'nobody'")).rejects.toThrow(refusal);
  await expect(clinic.em.execute('delete from audit_entries')).rejects.toThrow(refusal);
  await expect(clinic.em.execute('truncate audit_entries')).rejects.toThrow(refusal);
  expect(await clinic.em.count(AuditEntry)).toBe(1);
});

test('it holds no names, addresses or tokens', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  await clinic.jane.join(id);
  const entries = JSON.stringify(await clinic.em.find(AuditEntry, {}));
  expect(entries).not.toMatch(/Jane|Smith|@example|eyJ/);
});

test('a change whose audit row cannot be written does not happen', async () => {
  const id = await clinic.book();
  await clinic.em.execute('alter table audit_entries rename to audit_entries_away');
  try {
    expect(await clinic.john.start(id)).toBeRefused('INTERNAL_SERVER_ERROR');
  } finally {
    await clinic.em.execute('alter table audit_entries_away rename to audit_entries');
  }
  expect((await clinic.john.graphql('{ appointment(id: "123") { session { id } } }')).data).toEqual({
    appointment: { session: null },
  });
});

test('entries name who acted, as the records of the organization say it', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  await clinic.jane.join(id);
  await clinic.em.insertMany(
    AuditEntry,
    ['admin-sub-1f', 'provider-999', 'others', 'provider-61'].map((actor) => ({
      orgId: 1,
      at: new Date(),
      actor,
      action: 'see the settings',
      door: 'graphql',
      allowed: true,
      requestId: 'r',
    })),
  );
  const { data } = await clinic.admin.graphql<{
    auditLog: { nodes: { actor: string; actorName: string | null }[] };
  }>('{ auditLog { nodes { actor actorName } } }');
  expect(data?.auditLog.nodes.map(({ actor, actorName }) => [actor, actorName])).toEqual([
    // Provider 61 is another organization's.
    ['provider-61', null],
    ['others', null],
    ['provider-999', null],
    ['admin-sub-1f', null],
    ['patient-89', 'Jane Doe'],
    ['provider-45', 'Dr. John Smith'],
  ]);
});
