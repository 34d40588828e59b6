import { describe, expect, test } from 'vitest';
import { Appointment, AppointmentStatus } from '../../../../src/appointments/appointment.entity.ts';
import { asSystem, asViewer } from '../../../../src/platform/database/as-viewer.ts';
import type { Db } from '../../../../src/platform/database/db.ts';
import type { ColumnType } from '../../../../src/platform/database/sql/statement.ts';
import { update } from '../../../../src/platform/database/write.ts';
import { Role } from '../../../../src/platform/viewer.ts';
import { WaitingPatient } from '../../../../src/telehealth/waiting-patient.entity.ts';
import { useClinic } from '../../../support/clinic.ts';

const clinic = useClinic();

const adminOf = (orgId: number) => ({
  identity: 'admin-1',
  orgId,
  roles: [Role.ADMIN],
  name: 'Admin',
  expiresAt: new Date(8.64e15),
});
/** As the server works for somebody of this organization. */
const inOrganization = (orgId: number) => asViewer(clinic.database.db, adminOf(orgId));
/** As the server's role, before any organization has been named. */
const nowhere = () => clinic.database.db;

/** What somebody sees with a statement that forgot whom it is for. */
const ask = (db: Db, text: string, columns: Record<string, ColumnType> = {}) =>
  db.ask({
    kind: 'read',
    text,
    values: [],
    columns: Object.entries(columns).map(([name, type]) => ({ name: name as never, type })),
  });

const names = (rows: { name: string }[]) => rows.map(({ name }) => name);
const tables = async () =>
  names(
    await clinic.em.execute(
      "select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and relname <> 'mikro_orm_migrations' order by 1",
    ),
  );

/** A visit in each of the two organizations, with everything that belongs to one, and another that is over. */
async function aDayInBothClinics() {
  const others = { orgId: 2, providerId: 61, patientId: 201 };
  await clinic.book({ id: 1 });
  await clinic.book({ id: 2, ...others });
  await clinic.book({ id: 3, status: AppointmentStatus.COMPLETED });
  await clinic.book({ id: 4, status: AppointmentStatus.COMPLETED, ...others });
  for (const [provider, id] of [
    [clinic.john, '1'],
    [clinic.outsider, '2'],
  ] as const) {
    await provider.start(id);
    await provider.saveNote(id, { plan: 'Rest' });
  }
  await clinic.em.execute(
    "insert into org_config values (1, 'jitsi.e2ee', 'true'), (2, 'jitsi.e2ee', 'true')",
  );
  for (const admin of [clinic.admin, clinic.otherAdmin]) await admin.graphql('{ viewer { id } }');
  const now = new Date();
  await clinic.em.insertMany(WaitingPatient, [
    { id: 1, orgId: 1, patientId: 89, since: now, seenAt: now },
    { id: 2, orgId: 2, patientId: 201, since: now, seenAt: now },
  ]);
  await clinic.em.execute(
    "insert into room_presences select id, 'patient-89', appointment_id, org_id, now() from telehealth_sessions",
  );
  const theirs = clinic.person({ role: 'PATIENT', org_id: 2, patient_id: 201 });
  // Two of the three are in one minute.
  for (let turn = 0; turn < 3; turn++) await Promise.all([clinic.jane.end('1'), theirs.end('2')]);
  const inTheBackground = `select (select count(*)::int from audit_heads) as heads,
    (select count(distinct org_id)::int from audit_repeats) as repeats`;
  await expect.poll(() => clinic.em.execute(inTheBackground)).toEqual([{ heads: 2, repeats: 2 }]);
}

test('every table is kept apart by organization, for its owner as well', async () => {
  const kept = await clinic.em.execute<{ name: string }[]>(
    `select relname as name from pg_class join pg_policies on tablename = relname
     where relrowsecurity and relforcerowsecurity and policyname = 'own_organization' and roles = '{readyroom_app}' and cmd = 'ALL' order by 1`,
  );
  expect(names(kept)).toEqual(await tables());
  expect(kept.length).toBeGreaterThan(10);
});

test('the roles that the server works as own nothing, are no superusers, and are not let past the policies', async () => {
  const roles = await clinic.em.execute(
    `select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, (select count(*)::int from pg_class where relowner = pg_roles.oid) as owns
     from pg_roles where rolname like 'readyroom\\_%' order by 1`,
  );
  const harmless = {
    rolsuper: false,
    rolbypassrls: false,
    rolcanlogin: false,
    rolcreaterole: false,
    owns: 0,
  };
  expect(roles).toEqual([
    { rolname: 'readyroom_app', ...harmless },
    { rolname: 'readyroom_directory', ...harmless },
  ]);
});

test('where no organization is named, there is nothing', async () => {
  await aDayInBothClinics();
  for (const table of await tables()) {
    const count = `select count(*)::int as rows from ${table}`;
    expect([table, await clinic.em.execute(count)]).toEqual([
      table,
      [{ rows: expect.toSatisfy((rows) => rows > 1) }],
    ]);
    expect([table, await ask(nowhere(), count, { rows: 'number' })]).toEqual([table, [{ rows: 0 }]]);
  }
});

test('a statement that forgot to say of which organization still sees one', async () => {
  await aDayInBothClinics();
  for (const table of await tables()) {
    const column = table === 'organizations' ? 'id' : 'org_id';
    const seen = await ask(inOrganization(2), `select distinct ${column} as org from ${table}`, {
      org: 'number',
    });
    expect([table, seen]).toEqual([table, [{ org: 2 }]]);
  }
});

test('nothing is written into another organization, and nothing of another one changed', async () => {
  await aDayInBothClinics();
  await expect(
    ask(inOrganization(1), "insert into org_config values (2, 'jitsi.app_id', 'theirs')"),
  ).rejects.toThrow('row-level security policy');
  await expect(ask(inOrganization(1), 'update appointments set org_id = 2')).rejects.toThrow(
    'row-level security policy',
  );
  for (const id of [1, 2])
    await inOrganization(1).apply(update(inOrganization(1), Appointment, { id }, { reason: 'Changed' }));
  const reasons = await clinic.em.execute(
    'select id, reason from appointments where id in (1, 2) order by id',
  );
  expect(reasons).toEqual([
    { id: 1, reason: 'Changed' },
    { id: 2, reason: null },
  ]);
});

test('what crosses organizations sees who is who and what is booked, and nothing of a visit', async () => {
  await aDayInBothClinics();
  const directory = [
    'administrators',
    'appointments',
    'linked_accounts',
    'org_config',
    'organizations',
    'patients',
    'providers',
  ];
  for (const table of await tables()) {
    const count = ask(asSystem(clinic.database.db), `select count(*) from ${table}`, { rows: 'number' });
    if (directory.includes(table))
      expect([table, await count]).toEqual([table, [{ rows: expect.toSatisfy((rows) => rows > 1) }]]);
    else await expect(count).rejects.toThrow(`permission denied for table ${table}`);
  }
});

test('what is on record is only added to, whichever way it is asked', async () => {
  await aDayInBothClinics();
  for (const statement of [
    'delete from audit_entries',
    "update audit_entries set actor = 'nobody'",
    'delete from soap_note_versions',
  ])
    await expect(ask(inOrganization(1), statement)).rejects.toThrow('permission denied');
});

const SETTING = [
  { name: 'orgId', type: 'number' },
  { name: 'value', type: 'text' },
] as const;

describe.runIf(process.env.DATABASE_URL)('on a server', () => {
  test('10,000 interleaved transactions over a small pool never see or touch another organization', {
    timeout: 120_000,
  }, async () => {
    const orgs = Array.from({ length: 20 }, (_, index) => index + 101);
    await clinic.em.execute(
      `insert into organizations select id, 'practice-' || id, 'Practice' from unnest(array[${orgs}]) id`,
    );
    await clinic.em.execute(
      `insert into org_config select id, 'jitsi.e2ee', 'org ' || id from unnest(array[${orgs}]) id`,
    );

    let mixUps = 0;
    async function work(number: number) {
      const orgId = orgs[(number * 7) % orgs.length] ?? 0;
      const db = inOrganization(orgId);
      const look = {
        kind: 'read' as const,
        text: 'select org_id, config_value from org_config',
        values: [],
        columns: SETTING,
      };
      // Some read, some write, some fail, some change their mind.
      if (number % 5 === 4)
        await ask(db, 'select 1 / 0').catch(() => 'a transaction that failed leaves nothing behind');
      const transaction = db.begin();
      await ask(transaction, "update org_config set config_value = config_value || ''");
      const seen = await transaction.ask(look);
      if (seen.length !== 1 || seen.some((row) => row.orgId !== orgId || row.value !== `org ${orgId}`))
        mixUps += 1;
      if (number % 7 === 6) await transaction.rollback();
      else await transaction.commit();
      const outside = "select count(*), current_setting('app.org_id', true) from org_config";
      expect(await ask(nowhere(), outside, { rows: 'number', org: 'text' })).toEqual([
        { rows: 0, org: expect.toSatisfy((org) => !org) },
      ]);
    }

    let next = 0;
    const worker = async () => {
      while (next < 10_000) await work(next++);
    };
    await Promise.all(Array.from({ length: 50 }, worker));
    expect(mixUps).toBe(0);
  });
});
