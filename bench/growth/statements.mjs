import { Client } from 'pg';
import { quantile } from '../waiting/figures.mjs';
import { LARGE } from './fill.mjs';

const ROUNDS = 15;
const LIST = `select id, org_id, provider_id, patient_id, status, visit_type, appointment_start_time, appointment_end_time, reason from appointments where org_id = ${LARGE}`;
const ORDER = 'order by appointment_start_time desc, id desc limit 21';
const DOCUMENTED = `select date_trunc('month', appointment_start_date) as month, count(*) as total_sessions,
  avg(extract(epoch from (appointment_end_time - appointment_start_time)) / 60) as avg_duration_minutes
  from appointments where visit_type = 'Telehealth' and status = 'COMPLETED'`;
const OF_LARGE = `and org_id = ${LARGE} and appointment_start_date between current_date - 364 and current_date`;
const BY_MONTH = 'group by month order by month desc';

/**
 * Measures hand-written alternatives to the server's statements: PostgreSQL's planning and execution time in
 * ms.
 */
export async function timeStatements(url, { before: { startsAt, id } }) {
  const pg = new Client({ connectionString: url });
  await pg.connect();
  const timed = async (statement, rounds = ROUNDS) => {
    const times = [];
    for (let round = 0; round <= rounds; round++) times.push(await explain(pg, statement));
    const [first, ...rest] = times;
    return { first, median: quantile(rest, 0.5) };
  };
  try {
    const moment = `timestamptz '${startsAt.toISOString()}'`;
    const either = `appointment_start_time < ${moment} or (appointment_start_time = ${moment} and id < ${id})`;
    // With the server's role, under row-level security.
    await pg.query("begin; set local role readyroom_app; select set_config('app.org_id', '1', true)");
    const asServer = {
      'page 10,000, (a, b) < (x, y)': await timed(
        `${LIST} and (appointment_start_time, id) < (${moment}, ${id}) ${ORDER}`,
      ),
      'page 10,000, a < x or (a = x and b < y)': await timed(`${LIST} and (${either}) ${ORDER}`),
      'totalCount of the list': await timed(`select count(*) from appointments where org_id = ${LARGE}`, 3),
      'documented query, 12 months of the organization': await timed(
        `${DOCUMENTED} ${OF_LARGE} ${BY_MONTH}`,
        3,
      ),
    };
    await pg.query('rollback');
    return { ...asServer, 'documented query, as printed': await timed(`${DOCUMENTED} ${BY_MONTH}`, 1) };
  } finally {
    await pg.end();
  }
}

async function explain(pg, statement) {
  const { rows } = await pg.query(`explain (analyze, timing off, format json) ${statement}`);
  const [plan] = rows[0]['QUERY PLAN'];
  return plan['Planning Time'] + plan['Execution Time'];
}
