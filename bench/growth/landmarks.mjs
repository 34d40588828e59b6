import { ask } from '../postgresql.mjs';
import { LARGE } from './fill.mjs';

const PAGE = 20;

/**
 * Finds the rows to request with plain SQL: the first row of the first page and of the last page (up to
 * 10,000), and a visit that has not started.
 */
export async function findLandmarks(url) {
  const [{ visits }] = await ask(
    url,
    `select count(*)::int as visits from appointments where org_id = ${LARGE}`,
  );
  const page = Math.min(10_000, Math.ceil(visits / PAGE));
  const rowsFrom = (offset, limit) =>
    ask(
      url,
      `select id, appointment_start_time as "startsAt" from appointments where org_id = ${LARGE}
       order by appointment_start_time desc, id desc limit ${limit} offset ${offset}`,
    );
  const [newest] = await rowsFrom(0, 1);
  const [before, first] = await rowsFrom((page - 1) * PAGE - 1, 2);
  const [waiting] = await ask(
    url,
    `select id, patient_id as "patientId" from appointments
     where org_id = ${LARGE} and status = 'CONFIRMED' and visit_type = 'Telehealth' order by id desc limit 1`,
  );
  return { visits, page, newest, before, first, waiting };
}
