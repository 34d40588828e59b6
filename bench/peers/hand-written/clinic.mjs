import { randomUUID } from 'node:crypto';
import { ask } from './database.mjs';
import { NotReady } from './not-ready.mjs';
import { admissionOf } from './room-token.mjs';

const page = (owner) => ({
  name: `appointments of ${owner}`,
  // Forces joins row by row by key: the planner does not know how short a page is.
  text: `select a.id, a.status, a.appointment_start_time, p.id, p.name, v.id, v.name, s.id, s.status
    from (select * from appointments where ${owner} = $1 order by appointment_start_time desc, id desc limit $2) a
    cross join lateral (select id, name from patients where id = a.patient_id offset 0) p
    cross join lateral (select id, name from providers where id = a.provider_id offset 0) v
    left join lateral (select id, status from telehealth_sessions where appointment_id = a.id and undone_at is null offset 0) s on true
    order by a.appointment_start_time desc, a.id desc`,
});
const providersPage = page('provider_id');
const patientsPage = page('patient_id');

/** Lists the viewer's appointments, latest first, each with its people and its session. */
export async function listAppointments({ orgId, providerId, patientId }, first) {
  const statement = providerId
    ? { ...providersPage, values: [providerId, String(first)] }
    : { ...patientsPage, values: [patientId, String(first)] };
  const [rows] = await ask(orgId, statement);
  return { nodes: rows.map(toAppointment) };
}

const toAppointment = ([
  id,
  status,
  start,
  patientId,
  patient,
  providerId,
  provider,
  sessionId,
  sessionStatus,
]) => ({
  id,
  status,
  startsAt: isoOf(start),
  patient: { id: patientId, name: patient },
  provider: { id: providerId, name: provider },
  session: sessionId && { id: sessionId, status: sessionStatus },
});

/** Converts 2026-05-24 05:20:00.12+00 to ISO 8601. A Date would take fifteen times as long. */
const isoOf = (text) => `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(3, '0')}Z`;

const OVER = "('COMPLETED', 'CANCELLED', 'NO_SHOW')";
const visit = {
  name: 'visit',
  text: `select a.provider_id, a.patient_id, a.status in ${OVER} or s.ended_at is not null, s.id, s.patient_joined_at
    from appointments a left join telehealth_sessions s on s.appointment_id = a.id and s.undone_at is null where a.id = $1`,
};
const settings = {
  name: 'settings',
  text: 'select config_key, config_value from org_config where org_id = $1',
};
const lock = { name: 'lock', text: 'select id from appointments where id = $1 for update' };
const welcome = {
  name: 'welcome',
  text: "update telehealth_sessions set patient_joined_at = now(), status = 'IN_PROGRESS' where appointment_id = $1 and undone_at is null and patient_joined_at is null",
};
// Inserts and returns nothing if the visit was closed in the meantime. Then nobody is admitted.
const record = {
  name: 'record',
  text: `insert into audit_entries (org_id, at, actor, action, appointment_id, subject, door, allowed, request_id)
    select a.org_id, now(), $2, 'join a telehealth visit', a.id, 'appointment-' || a.id, $3, true, $4
    from appointments a join telehealth_sessions s on s.appointment_id = a.id and s.undone_at is null
    where a.id = $1 and a.status not in ${OVER} and s.ended_at is null returning id`,
};

/**
 * Joins a patient to an open visit. The checks are in SQL, so the lock, the checks and the audit entry take
 * one round trip.
 */
export async function joinVisit(viewer, id, door) {
  const [[found], own] = await ask(
    viewer.orgId,
    { ...visit, values: [id] },
    { ...settings, values: [viewer.orgId] },
  );
  if (!found) throw new NotReady();
  const [, patientId, isOver, sessionId, joinedAt] = found;
  if (patientId !== viewer.patientId || isOver === 't' || !sessionId) throw new NotReady();
  if (own.length > 0)
    throw new Error('An organization with settings of its own is not part of this measurement');

  const audit = { ...record, values: [id, viewer.identity, door, randomUUID()] };
  const first = joinedAt === null ? [{ ...welcome, values: [id] }] : [];
  const results = await ask(viewer.orgId, { ...lock, values: [id] }, ...first, audit);
  if (results.at(-1).length === 0) throw new NotReady();
  return admissionOf(viewer, id, sessionId);
}
