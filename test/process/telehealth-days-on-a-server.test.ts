import { Migrator } from '@mikro-orm/migrations';
import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { AppointmentStatus } from '../../src/appointments/appointment.entity.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { migrations } from '../../src/platform/database/migrations/all.ts';
import { migrateServer } from '../../src/platform/database/postgresql/migrate.ts';
import { entities } from '../../src/slices.ts';
import { useClinic } from '../support/clinic.ts';
import { Ehr } from '../support/people/ehr.ts';
import { ask, createDatabase, createLogin } from '../support/servers/server-database.ts';
import { expectUsageAsDocumented } from '../support/usage.ts';

const { DATABASE_URL: server = '', VITEST_POOL_ID } = process.env;
const { COMPLETED, SCHEDULED } = AppointmentStatus;

const clinic = useClinic();

/** Somebody who writes by hand into the clinic's database, or into another one. */
async function connect(url = urlOf(`readyroom_test_${VITEST_POOL_ID}`)) {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}
const urlOf = (name: string) => Object.assign(new URL(server), { pathname: name }).href;

describe.runIf(server)('on a server', () => {
  test('many who write at once, some of whom change their mind, neither fail nor miscount', {
    timeout: 120_000,
  }, async () => {
    const writers = Array.from({ length: 8 }, async (_, number) => {
      const ehr = new Ehr(number, number * 10_000 + 1);
      const client = await connect();
      for (let round = 0; round < 25; round++) {
        await client.query(round % 5 === 4 ? 'begin isolation level repeatable read' : 'begin');
        for (let statement = 0; statement < 4; statement++) await client.query(ehr.statement());
        // The numbers of what is taken back are free again, but the next ones are as good.
        await client.query(round % 4 === 3 ? 'rollback' : 'commit');
      }
    });
    await Promise.all(writers);
    await expectUsageAsDocumented(clinic);
  });

  test('two who change the same days in opposite order do not wait for each other', async () => {
    const days = [new Date('2026-11-02T10:00:00Z'), new Date('2026-11-03T10:00:00Z')] as const;
    for (const [index, startsAt] of [...days, ...days, ...days].entries())
      await clinic.book({ id: index + 1, startsAt, status: index < 2 ? COMPLETED : SCHEDULED });
    const [one, other] = [await connect(), await connect()];
    const complete = (client: Client, id: number) =>
      client.query(`update appointments set status = 'COMPLETED' where id = ${id}`);
    for (const client of [one, other]) await client.query("begin; set local lock_timeout = '1s'");
    await complete(one, 3);
    await complete(other, 4);
    await Promise.all([complete(one, 6), complete(other, 5)]);
    for (const client of [one, other]) await client.query('commit');
    await expectUsageAsDocumented(clinic);
  });

  test('a visit ends at once while an EHR’s transaction over the same day is not yet decided', async () => {
    await clinic.book({ id: 1, status: COMPLETED });
    await clinic.book({ id: 2 });
    const visit = await clinic.book({ id: 3 });
    const ehr = await connect();
    await ehr.query(
      "begin; update appointments set status = 'NO_SHOW' where id = 1; update appointments set status = 'COMPLETED' where id = 2",
    );
    await clinic.john.start(visit);
    expect((await clinic.john.end(visit)).errors).toBeUndefined();
    await expectUsageAsDocumented(clinic);
    await ehr.query('commit');
    await expectUsageAsDocumented(clinic);
  });

  test('whoever reads the same all the while can still complete a visit of a day that others have changed', async () => {
    await clinic.book({ id: 1, status: COMPLETED });
    await clinic.book({ id: 2 });
    await clinic.book({ id: 3 });
    for (const level of ['repeatable read', 'serializable']) {
      const ehr = await connect();
      await ehr.query(`begin isolation level ${level}; select count(*) from appointments`);
      await clinic.em.execute("update appointments set status = 'COMPLETED' where id = 2");
      await ehr.query("update appointments set status = 'COMPLETED' where id = 3");
      await ehr.query('commit');
      await expectUsageAsDocumented(clinic);
      await clinic.em.execute("update appointments set status = 'SCHEDULED' where id <> 1");
    }
  });

  test('an EHR’s own login counts, and so does the owner who is no superuser', async () => {
    const [name, owner, ehr] = ['', '_owner', '_ehr'].map(
      (suffix) => `readyroom_usage_${VITEST_POOL_ID}${suffix}`,
    ) as [string, string, string]; // three in, three out
    const cleanUp = [
      `drop database if exists ${name} with (force)`,
      `drop role if exists ${owner}`,
      `drop role if exists ${ehr}`,
    ];
    const clean = async () => {
      for (const statement of cleanUp) await ask(server, statement);
    };
    await clean();
    onTestFinished(clean);
    for (const statement of [
      createLogin(owner, 'createrole'),
      createLogin(ehr),
      `create database ${name} owner ${owner}`,
    ])
      await ask(server, statement);
    const as = (user: string) => Object.assign(new URL(urlOf(name)), { username: user }).href;
    await (await openDatabase(entities, { url: as(owner), dataDir: '' })).close();
    await ask(as(owner), `grant readyroom_directory to ${ehr}`);
    await ask(as(ehr), "insert into organizations values (1, 'practice-1', 'Practice')");
    await ask(as(ehr), "insert into providers values (45, 1, 'Dr. Smith')");
    await ask(as(ehr), "insert into patients values (89, 1, 'Jane')");
    const book = `insert into appointments (org_id, provider_id, patient_id, status, visit_type, appointment_start_date, appointment_start_time, appointment_end_time)
                  values (1, 45, 89, 'COMPLETED', 'Telehealth', '2026-11-23', '2026-11-23T10:00:00Z', '2026-11-23T10:30:00Z')`;
    await ask(as(ehr), book);
    await ask(as(owner), book);
    const counted = () =>
      ask(as(owner), 'select sum(sessions)::int as sessions from telehealth_days where everyone');
    expect(await counted()).toEqual([{ sessions: 2 }]);
    await ask(as(ehr), 'delete from appointments where id = 1');
    expect(await counted()).toEqual([{ sessions: 1 }]);
    await ask(as(owner), 'truncate appointments cascade');
    expect(await counted()).toEqual([{ sessions: null }]);
  });

  test('nodes that start together count what was there before, while others go on writing', {
    timeout: 120_000,
  }, async () => {
    const url = await createDatabase(server);
    // As the release before left it.
    const migrationsList = migrations.filter(({ name }) => name < 'Migration20261126');
    await migrateServer(
      { entities, extensions: [Migrator], migrations: { migrationsList, snapshot: false, silent: true } },
      url,
    );
    await ask(
      url,
      "insert into organizations values (1, 'practice-1', 'Practice'), (2, 'practice-2', 'Another practice')",
    );
    await ask(
      url,
      "insert into providers values (45, 1, 'Dr. Smith'), (46, 1, 'Dr. Garcia'), (61, 2, 'Dr. Chen')",
    );
    await ask(url, "insert into patients values (89, 1, 'Jane'), (201, 2, 'Tom')");
    await ask(
      url,
      `insert into appointments select id, 1, 45, 89, 'COMPLETED', 'Telehealth', date '2020-01-01' + id % 2000, now(), now() + id % 7000 * interval '1 second'
       from generate_series(1000000, 1050000) id`,
    );

    const migrated = new AbortController();
    const writers = Array.from({ length: 3 }, async (_, number) => {
      const ehr = new Ehr(number, number * 10_000 + 1);
      const client = await connect(url);
      while (!migrated.signal.aborted) await client.query(ehr.statement());
    });
    const nodes = await Promise.all([1, 2].map(() => openDatabase(entities, { url, dataDir: '' })));
    migrated.abort();
    await Promise.all(writers);
    for (const node of nodes) await node.close();

    const rows = () =>
      ask(
        url,
        'select count(*)::int as rows, sum(sessions)::int as sessions from telehealth_days where everyone',
      );
    const [counted] = await rows();
    expect(counted).toEqual({
      rows: expect.toSatisfy((days) => days > 2000),
      sessions: expect.toSatisfy((sessions) => sessions > 50_000),
    });
    await ask(url, 'select recount_telehealth_days()');
    expect(await rows()).toEqual([counted]);
  });
});
