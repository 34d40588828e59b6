// Measures the bytes that a visit adds to the database, and checks the partitioning that docs/scaling.md
// proposes.
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { fillClinics } from './clinics.mjs';

const VISITS = 50_000;
const TABLES = [
  'appointments',
  'telehealth_sessions',
  'waiting_patients',
  'audit_entries',
  'soap_notes',
  'soap_note_versions',
];

export async function measureGrowth({ postgreSql }) {
  const { url } = await fillClinics(postgreSql.url, { patients: VISITS, patientsPerClinic: 50 });
  const pg = new Client({ connectionString: url });
  await pg.connect();
  try {
    for (const statement of completedVisits) await pg.query(statement);
    const { rows } = await pg.query(
      `select ${TABLES.map((table) => `pg_total_relation_size('${table}') as ${table}`).join(', ')}`,
    );
    console.log(
      `\nBytes that a completed visit leaves, indexes included: four audit entries, a note of 1,000 characters saved three times`,
    );
    console.table(Object.fromEntries(TABLES.map((table) => [table, Math.round(rows[0][table] / VISITS)])));
    await tryPartitions(pg);
  } finally {
    await pg.end();
  }
}

const AUDIT = [
  'start a telehealth visit',
  'join a telehealth visit',
  'save a SOAP note',
  'end a telehealth visit',
];
const NOTE = ['subjective', 'objective', 'assessment', 'plan']
  .map((section) => `repeat('${section[0]}', 250)`)
  .join(', ');
const completedVisits = [
  `update appointments set status = 'COMPLETED', reason = 'Follow-up visit',
     appointment_start_time = timestamptz '2026-01-01' + id % 365 * interval '1 day'`,
  `insert into telehealth_sessions select id, org_id, patient_id, 'ENDED', now(), now(), now() from appointments`,
  `insert into waiting_patients select id, org_id, patient_id, now(), now() from appointments`,
  `insert into audit_entries (org_id, at, actor, action, appointment_id, door, allowed, request_id)
     select org_id, appointment_start_time, 'provider-' || provider_id, action, id, 'graphql', true, gen_random_uuid()
     from appointments, unnest(array['${AUDIT.join("','")}']) action`,
  `insert into soap_notes select id, org_id, provider_id, ${NOTE}, now(), 3 from appointments`,
  `insert into soap_note_versions select id, version, org_id, provider_id, ${NOTE}, now() from appointments, generate_series(1, 3) version`,
  'vacuum full analyze',
];

/** Runs as the server's role, under row-level security. */
async function tryPartitions(pg) {
  await pg.query(readFileSync(new URL('partitions.sql', import.meta.url), 'utf8'));
  const asOrganization = `begin; set local role readyroom_app; select set_config('app.org_id', '7', true)`;
  const check = async (what, statement, isRight) => {
    await pg.query(asOrganization);
    const answer = await pg.query(statement).then(
      ({ rows }) => rows.map((row) => Object.values(row).join(' ')).join('\n'),
      (error) => error.message,
    );
    await pg.query('rollback');
    if (!isRight(answer)) throw new Error(`Partitions: ${what}: ${answer}`);
    console.log(`Partitions: ${what}`);
  };
  const readsOne = (plan) =>
    new Set(plan.match(/\b(?:Scan using|Scan on) .*?(\w+_\d+(?:_\d+)?)(?= )/g)).size === 1;
  const explain = (statement) => `explain (analyze, costs off, timing off, summary off) ${statement}`;
  await check(
    'an appointment is looked for in one',
    explain('select * from appointments where org_id = 7 and id = 7'),
    readsOne,
  );
  await check(
    'by its number alone as well, by the policy',
    explain('select * from appointments where id = 7'),
    readsOne,
  );
  await check(
    'and so it is changed',
    explain("update appointments set status = 'NO_SHOW' where id = 7"),
    (plan) => plan.includes('Subplans Removed: 15'),
  );
  await check(
    'a waiting patient is seen again, by organization and appointment',
    'insert into waiting_patients select id, org_id, patient_id, now(), now() from appointments on conflict (org_id, appointment_id) do update set seen_at = excluded.seen_at returning 1',
    (rows) => rows.startsWith('1\n1'),
  );
  await check(
    'nobody sees another organization',
    'select count(distinct org_id) from appointments',
    (count) => count === '1',
  );
  await check('not by a partition either', 'select count(*) from appointments_1', (answer) =>
    answer.includes('permission denied'),
  );
  await check(
    'a month of the audit log is looked for in one',
    explain("select * from audit_entries where org_id = 7 and at >= '2026-03-01' and at < '2026-03-15'"),
    readsOne,
  );
}
