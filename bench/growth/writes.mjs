import { Client } from 'pg';
import { cpuSecondsOf } from '../processor.mjs';
import { quantile } from '../waiting/figures.mjs';
import { LARGE } from './fill.mjs';

const ROUNDS = 7;
const ENDS = 1_000;
const BULK = 10_000;
const BULKS = 2;

/**
 * Measures what the triggers add to a write: CPU time of the backend (proc(5)) with and without them, in
 * alternating rounds.
 */
export async function timeWrites(url) {
  const pg = new Client({ connectionString: url });
  await pg.connect();
  try {
    await pg.query('set synchronous_commit = off');
    const { rows } = await pg.query('select pg_backend_pid() as pid');
    const ids = await pg.query(
      `select id from appointments where org_id = ${LARGE} and visit_type = 'Telehealth' and status = 'COMPLETED' limit ${ENDS}`,
    );
    const writes = {
      'end a visit': () => end(pg, ids.rows),
      'start a visit': () => start(pg, ids.rows),
      'insert 10,000': () => insert(pg),
    };
    const rounds = Object.fromEntries(Object.keys(writes).map((name) => [name, { enable: [], disable: [] }]));
    for (let round = 0; round <= ROUNDS; round++)
      for (const triggers of ['enable', 'disable']) {
        await pg.query(`alter table appointments ${triggers} trigger user`);
        for (const [name, write] of Object.entries(writes)) {
          const began = cpuMsOf(rows[0].pid);
          const times = await write();
          // The first round is a warm-up.
          if (round > 0) rounds[name][triggers].push((cpuMsOf(rows[0].pid) - began) / times);
        }
      }
    return Object.fromEntries(
      Object.entries(rounds).map(([name, { enable, disable }]) => [name, compare(enable, disable)]),
    );
  } finally {
    await pg.end();
  }
}

function compare(enable, disable) {
  const [withTriggers, without] = [enable, disable].map((times) => quantile(times, 0.5));
  return { withTriggersMs: withTriggers, withoutMs: without, ratio: withTriggers / without };
}

/** Changes the status back and forth. Each change alters the count of visits by one. */
async function end(pg, rows) {
  for (const status of ['IN_PROGRESS', 'COMPLETED'])
    for (const { id } of rows)
      await pg.query({
        name: 'end',
        text: 'update appointments set status = $1 where id = $2',
        values: [status, id],
      });
  return 2 * rows.length;
}

/** A change that does not affect the sums. */
async function start(pg, rows) {
  for (const reason of ['Called', null])
    for (const { id } of rows)
      await pg.query({
        name: 'start',
        text: 'update appointments set reason = $1 where id = $2',
        values: [reason, id],
      });
  return 2 * rows.length;
}

async function insert(pg) {
  for (let bulk = 0; bulk < BULKS; bulk++) {
    await pg.query('begin');
    await pg.query(
      `insert into appointments (org_id, provider_id, patient_id, status, visit_type, appointment_start_date, appointment_start_time, appointment_end_time)
       select org_id, provider_id, patient_id, status, visit_type, appointment_start_date, appointment_start_time, appointment_end_time from appointments
       where id <= ${BULK}`,
    );
    await pg.query('rollback');
  }
  return BULKS;
}

const cpuMsOf = (pid) => cpuSecondsOf(pid) * 1000;
