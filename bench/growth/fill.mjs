import { Client } from 'pg';
import { ask } from '../postgresql.mjs';
import { bringUpToDate } from '../waiting/clinics.mjs';

/**
 * The organization under test has a fifth of all appointments and 100 providers. 100 others share the rest,
 * with ten providers each.
 */
export const LARGE = 1;
const OTHERS = 100;
const YEARS = 3;

/**
 * Creates a database with this many appointments of the last three years, in the order of their times. For
 * speed, it inserts the rows without foreign keys, indexes and triggers, then creates them as in the
 * migrations, and computes the daily sums at the end.
 */
export async function fill(server, appointments) {
  const name = `growth_${appointments}`;
  const url = Object.assign(new URL(server), { pathname: name }).href;
  await ask(server, `create database ${name}`);
  bringUpToDate(url);
  const pg = new Client({ connectionString: url });
  await pg.connect();
  try {
    const { rows: indexes } = await pg.query(
      "select indexname as name, indexdef as definition from pg_indexes where tablename = 'appointments' and indexname <> 'appointments_pkey'",
    );
    await pg.query(
      "set session_replication_role = replica; set maintenance_work_mem = '1GB'; set synchronous_commit = off",
    );
    for (const { name: index } of indexes) await pg.query(`drop index "${index}"`);
    for (const statement of rowsOf(appointments)) await pg.query(statement);
    for (const { definition } of indexes) await pg.query(definition);
    await pg.query(`select setval('appointments_id_seq', ${appointments})`);
    await pg.query('select recount_telehealth_days()');
    await pg.query('vacuum analyze');
  } finally {
    await pg.end();
  }
  return url;
}

const rowsOf = (appointments) => {
  // Each patient has about twenty appointments.
  const patients = Math.max(appointments / 20, 500);
  const others = `(2 + patient % ${OTHERS})`;
  return [
    `insert into organizations select id, 'practice-' || id, 'Practice ' || id from generate_series(1, ${OTHERS + 1}) id`,
    `insert into administrators values (1, ${LARGE}, 'Admin', 'admin@example.com')`,
    `insert into providers select id, case when id <= 100 then ${LARGE} else 2 + (id - 101) / 10 end, 'Provider ' || id from generate_series(1, ${100 + OTHERS * 10}) id`,
    `insert into patients select patient, case when patient % 5 = 0 then ${LARGE} else ${others} end, 'Patient ' || patient from generate_series(1, ${patients}) patient`,
    `insert into appointments
     select id, org, case when org = ${LARGE} then 1 + id % 100 else 101 + (org - 2) * 10 + id % 10 end, patient,
       case when id % 20 < 17 then 'COMPLETED' when id % 20 = 17 then 'CANCELLED' when id % 20 = 18 then 'NO_SHOW' else 'CONFIRMED' end,
       case when hashint4(id) % 5 < 2 then 'Telehealth' else 'In-person' end, start::date, start, start + (array[15, 20, 25, 30, 40])[1 + id / 3 % 5] * interval '1 minute'
     from generate_series(1, ${appointments}) id,
       lateral (select 1 + (hashint4(id)::bigint + 2147483648) % ${patients} as patient) as who,
       lateral (select case when patient % 5 = 0 then ${LARGE} else ${others} end as org) as place,
       lateral (select date_trunc('minute', now() - interval '${YEARS} years' + id * (interval '${YEARS} years' / ${appointments})) as start) as time`,
    `insert into telehealth_sessions select id, org_id, patient_id, 'ENDED', appointment_start_time, appointment_start_time, appointment_end_time
     from appointments where visit_type = 'Telehealth' and status = 'COMPLETED'`,
  ];
};
