import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedPostgreSql } from '../../../../src/platform/database/embedded/pglite.ts';
import { migrations } from '../../../../src/platform/database/migrations/all.ts';
import { entities } from '../../../../src/slices.ts';

const BEFORE = 'Migration20261201100200CountDaysByVisitType';

let ask: (statement: string) => Promise<object[]>;
let close: () => Promise<void>;
afterAll(() => close());

/** Fills a database as the release before left it, and upgrades it. */
beforeAll(async () => {
  const pglite = await openEmbeddedPostgreSql('memory://');
  const orm = await MikroORM.init({
    entities: [...entities],
    extensions: [Migrator],
    migrations: { migrationsList: migrations, snapshot: false, silent: true, allOrNothing: false },
    dbName: 'memory://',
    driverOptions: { pglite },
  });
  close = () => orm.close().then(() => pglite.close());
  ask = (statement) => orm.em.fork().execute<object[]>(statement);
  await orm.migrator.up({ to: BEFORE });
  for (const statement of [
    "insert into organizations (id, alias, name) values (1, 'one', 'One'), (2, 'two', 'Two')",
    "insert into providers (id, org_id, name) values (45, 1, 'Dr. A'), (61, 2, 'Dr. B')",
    "insert into patients (id, org_id, name) values (89, 1, 'C'), (201, 2, 'D')",
    book(1),
    start(1),
    book(2, { status: 'COMPLETED' }),
    start(2, "'2026-11-23T14:20Z'"),
    ...saveNote(2),
    book(3),
    ...saveNote(3),
    // Wrong, and accepted so far.
    book(8, { minutes: -30 }),
    book(9, { patient: 201 }),
  ])
    await ask(statement);
  await orm.migrator.up();
});

const book = (id: number, { patient = 89, minutes = 30, status = 'SCHEDULED' } = {}) =>
  `insert into appointments (id, org_id, provider_id, patient_id, status, visit_type, appointment_start_date, appointment_start_time, appointment_end_time)
   values (${id}, 1, 45, ${patient}, '${status}', 'Telehealth', '2026-11-23', '2026-11-23T14:00Z', timestamptz '2026-11-23T14:00Z' + interval '${minutes} minutes')`;

/** As the release before writes: it knows no other columns. */
const start = (id: number, ended = 'null') =>
  `insert into telehealth_sessions (id, org_id, patient_id, started_at, ended_at, status)
   values (${id}, 1, 89, '2026-11-23T14:01Z', ${ended}, '${ended === 'null' ? 'READY' : 'ENDED'}')`;
const saveNote = (id: number) => [
  `insert into soap_note_versions (appointment_id, org_id, provider_id, saved_at, version) values (${id}, 1, 45, now(), 1)`,
  `insert into soap_notes (appointment_id, org_id, provider_id, saved_at, version) values (${id}, 1, 45, now(), 1)`,
];

const sessions = (ids: string) =>
  ask(`select id, appointment_id as visit, provider_id as provider, ended_by as by, undone_at as undone,
         scheduled_starts_at = timestamptz '2026-11-23T14:00Z' as in_time
       from telehealth_sessions where appointment_id in (${ids}) order by id`);
const notes = (ids: string) =>
  ask(`select note.id, note.appointment_id as visit, note_id as version_of
       from soap_notes note join soap_note_versions on note_id = note.id
       where note.appointment_id in (${ids}) order by 1`);
const REST = { provider: 45, undone: null, in_time: true };

test('sessions and notes of before keep their numbers, and know their appointment, people and times', async () => {
  expect(await sessions('1, 2, 3')).toEqual([
    { id: 1, visit: 1, by: null, ...REST },
    { id: 2, visit: 2, by: 'PROVIDER', ...REST },
  ]);
  expect(await notes('1, 2, 3')).toEqual([
    { id: 2, visit: 2, version_of: 2 },
    { id: 3, visit: 3, version_of: 3 },
  ]);
  // The session to come takes the id of the note that was written before.
  expect(await ask('select session_id_for(3) as id')).toEqual([{ id: 3 }]);
});

test('a node of the release before goes on to start visits and to write notes after the upgrade', async () => {
  for (const statement of [book(11), start(11), ...saveNote(11), book(12), ...saveNote(12), start(12)])
    await ask(statement);
  expect(await sessions('11, 12')).toEqual([
    { id: 11, visit: 11, by: null, ...REST },
    { id: 12, visit: 12, by: null, ...REST },
  ]);
  expect(await notes('11, 12')).toEqual([
    { id: 11, visit: 11, version_of: 11 },
    { id: 12, visit: 12, version_of: 12 },
  ]);
});

test('wrong rows of before do not stop the upgrade, and no new ones are accepted', async () => {
  await expect(ask(book(21, { minutes: -30 }))).rejects.toThrow('appointments_times_check');
  await expect(ask(book(22, { patient: 201 }))).rejects.toThrow('appointments_patient_same_organization');
  const proven = await ask(
    "select conname as name, convalidated as proven from pg_constraint where conname in ('appointments_times_check', 'appointments_patient_same_organization', 'appointments_provider_same_organization') order by 1",
  );
  expect(proven).toEqual([
    { name: 'appointments_patient_same_organization', proven: false },
    { name: 'appointments_provider_same_organization', proven: true },
    { name: 'appointments_times_check', proven: false },
  ]);
});
