import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { AuditEntry } from '../../../src/audit/audit-entry.entity.ts';
import { readConfig } from '../../../src/config/config.ts';
import { check } from '../../support/audit-chain.ts';
import { Clinic, useClinic } from '../../support/clinic.ts';
import { SECRET } from '../../support/people/secret.ts';

const clinic = useClinic();

// Each test is in one minute, which is not over before the test is.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Math.ceil(Date.now() / 60_000) * 60_000 }));
afterEach(() => void vi.useRealTimers());

const entries = () => clinic.em.find(AuditEntry, {}, { orderBy: { id: 'asc' } });
/** Those of this test's entries: another test's may be written after its entries are gone. */
const counted = () =>
  clinic.em.execute<{ count: number }[]>(
    'select count from audit_repeats join audit_entries using (org_id) where id = entry_id order by entry_id',
  );

/** As if the minute in which this was refused were over. */
async function closeMinutes() {
  await clinic.em.transactional(async (em) => {
    await em.execute('alter table audit_entries disable trigger user');
    await em.execute("update audit_entries set at = at - interval '4 minutes', seq = null, hash = null");
    await em.execute('alter table audit_entries enable trigger user');
    await em.execute('delete from audit_heads');
    await em.execute(
      "update audit_repeats set minute = minute - interval '4 minutes', counted_at = counted_at - interval '4 minutes'",
    );
  });
}

const fifteenTimes = `{ ${Array.from({ length: 15 }, (_, n) => `a${n}: jitsiSettings { key }`).join(' ')} }`;

test('what is refused again and again is one entry, and its repeats are one more when the minute is over', async () => {
  for (let turn = 0; turn < 4; turn++)
    expect((await clinic.jane.graphql(fifteenTimes)).errors).toHaveLength(1);
  const [first, ...others] = await entries();
  expect([first?.action, first?.allowed, first?.code, first?.detail, others]).toEqual([
    'see the settings',
    false,
    'FORBIDDEN',
    null,
    [],
  ]);
  await expect.poll(counted).toEqual([{ count: 59 }]);

  await closeMinutes();
  const [{ at } = { at: new Date() }] = await entries();
  await expect.poll(async () => (await entries()).length).toBe(2);
  const [, closed] = await entries();
  const minute = `${at.toISOString().slice(0, 16)}:00Z`;
  expect(closed).toMatchObject({
    actor: 'patient-89',
    action: 'see the settings',
    allowed: false,
    code: 'FORBIDDEN',
    door: 'graphql',
    detail: `59 more in the minute from ${minute}`,
    requestId: first?.requestId,
  });
  expect(await counted()).toEqual([]);
  expect(await check(clinic.database)).toEqual({ count: 2 });
});

test('what is refused for several settings is on record for each, and so are the repeats', async () => {
  const set = (key: string) =>
    clinic.john.graphql(`mutation { changeJitsiSetting(key: "${key}", value: "true") { key } }`);
  for (const key of ['jitsi.e2ee', 'jitsi.enabled', 'jitsi.e2ee']) await set(key);
  await expect.poll(counted).toEqual([{ count: 1 }]);
  await closeMinutes();
  await expect
    .poll(async () => (await entries()).map(({ subject }) => subject))
    .toEqual(['jitsi.e2ee', 'jitsi.enabled', 'jitsi.e2ee']);
});

test('a node whose clock is behind closes no minute before its end', async () => {
  await clinic.jane.graphql(fifteenTimes);
  await expect.poll(counted).toEqual([{ count: 14 }]);
  await clinic.em.execute("update audit_repeats set minute = minute - interval '4 minutes'");
  await clinic.em.execute('select close_audit_minutes()');
  expect(await counted()).toEqual([{ count: 14 }]);
});

test('who, what, which appointment and why each make a refusal of its own', async () => {
  await clinic.book();
  await clinic.book({ id: 124 });
  const refusals = [
    () => clinic.jane.start('123'),
    () => clinic.jane.start('124'),
    () => clinic.jane.start('999'),
    () => clinic.jane.end('123'),
    () => clinic.colleague.start('123'),
  ];
  for (const refusal of [...refusals, ...refusals]) expect((await refusal()).errors).toHaveLength(1);
  expect(
    (await entries()).map(({ actor, action, appointmentId, code }) => [actor, action, appointmentId, code]),
  ).toEqual([
    ['patient-89', 'start a telehealth visit', 123, 'FORBIDDEN'],
    ['patient-89', 'start a telehealth visit', 124, 'FORBIDDEN'],
    ['patient-89', 'start a telehealth visit', 999, 'NOT_FOUND'],
    ['patient-89', 'end a telehealth visit', 123, 'FORBIDDEN'],
    ['provider-46', 'start a telehealth visit', 123, 'FORBIDDEN'],
  ]);
  await expect.poll(counted).toEqual(Array(5).fill({ count: 1 }));
});

test('a person fills no log: beyond 30 different refusals in a minute one entry stands for the others', async () => {
  for (let id = 1; id <= 50; id++) await clinic.jane.start(String(id));
  const all = await entries();
  expect(all.map(({ action }) => action)).toEqual([
    ...Array(30).fill('start a telehealth visit'),
    'try many other things',
  ]);
  expect(all.at(-1)).toMatchObject({ actor: 'patient-89', allowed: false, code: null, appointmentId: null });
  await expect.poll(counted).toEqual([{ count: 19 }]);
  // Somebody else's refusals are on record as before.
  await clinic.stranger.start('1');
  expect((await entries()).at(-1)).toMatchObject({ actor: 'patient-90', action: 'start a telehealth visit' });
});

test('nor do many people together: beyond 300 in an organization one entry stands for all others', async () => {
  const people = Array.from({ length: 12 }, (_, n) =>
    clinic.person({ role: 'PROVIDER', org_id: 1, provider_id: 1000 + n }),
  );
  for (const person of people)
    await Promise.all(Array.from({ length: 30 }, (_, n) => person.start(String(5000 + n))));
  const all = await entries();
  expect(all).toHaveLength(301);
  expect(all.at(-1)).toMatchObject({ actor: 'others', action: 'try many other things', allowed: false });
  await expect.poll(counted).toEqual([{ count: 59 }]);
  // Other organizations notice nothing.
  await clinic.otherAdmin.start('1');
  expect((await entries()).at(-1)).toMatchObject({ orgId: 2, action: 'start a telehealth visit' });
});

test('refusals that come at the same moment are one entry, and none is answered before it is on record', async () => {
  await clinic.book();
  const answers = await Promise.all(Array.from({ length: 20 }, () => clinic.jane.start('123')));
  for (const answer of answers) expect(answer).toBeRefused('FORBIDDEN');
  expect(await entries()).toHaveLength(1);
  await expect.poll(counted).toEqual([{ count: 19 }]);
});

test('a refusal that cannot be put on record is no refusal yet, and the next one is the first', async () => {
  await clinic.em.execute('alter table audit_entries rename to audit_entries_away');
  try {
    expect(await clinic.jane.graphql('{ jitsiSettings { key } }')).toBeRefused('INTERNAL_SERVER_ERROR');
  } finally {
    await clinic.em.execute('alter table audit_entries_away rename to audit_entries');
  }
  expect(await clinic.jane.graphql('{ jitsiSettings { key } }')).toBeRefused('FORBIDDEN');
  expect(await entries()).toHaveLength(1);
});

test('each node has an entry of its own, and what a stopping node has counted is kept', async () => {
  const { config, secrets } = readConfig({
    AUTH_JWT_SECRET: SECRET,
    LOG_LEVEL: 'silent',
    DRAIN_SECONDS: '0',
  });
  const { server } = await createApp(config, secrets, clinic.database);
  const other = new Clinic(await server.listen({ port: 0, host: '127.0.0.1' }), clinic.database);
  await clinic.jane.graphql(fifteenTimes);
  await other.jane.graphql(fifteenTimes);
  expect(await entries()).toHaveLength(2);
  await server.close();
  expect(await counted()).toContainEqual({ count: 14 });
});

test('after a restore, repeats count for the organization whose entry now has the id', async () => {
  await clinic.jane.graphql(fifteenTimes);
  // The ids begin anew.
  await clinic.reset();
  const theirs = clinic.person({ role: 'PATIENT', org_id: 2, patient_id: 201 });
  await theirs.graphql(fifteenTimes);
  const ofTheOthers = 'select count from audit_repeats where org_id = 2';
  await expect.poll(() => clinic.em.execute(ofTheOthers)).toEqual([{ count: 14 }]);
});
