import { Appointment, AppointmentStatus } from '../appointments/appointment.entity.ts';
import { SessionEnd, SessionStatus, TelehealthSession } from '../appointments/session.entity.ts';
import { Organization } from '../organizations/organization.entity.ts';
import { Administrator } from '../people/administrator.entity.ts';
import { Patient } from '../people/patient.entity.ts';
import { Provider } from '../people/provider.entity.ts';
import { asDirectory } from '../platform/database/as-viewer.ts';
import type { EntityManager } from '../platform/database/database.ts';
import { demoAppointments } from './appointments.ts';
import { administrators, organizations, patients, providers } from './people.ts';

const TABLES = ['organizations', 'providers', 'patients', 'administrators', 'appointments'];

/** Adds the demo clinic to a database without organizations, in one transaction. Returns whether it did. */
export async function seedDemo(entityManager: EntityManager, today = new Date()) {
  return asDirectory(entityManager).transactional(async (em) => {
    // If several servers start at once, one seeds the database. The others do not wait: they could time out.
    const [turn] = await em.execute<{ ours: boolean }[]>(
      "select pg_try_advisory_xact_lock(hashtext('the demo clinic')) as ours",
    );
    if (!turn?.ours || (await em.count(Organization)) > 0) return false;
    const appointments = demoAppointments(today);
    await em.insertMany(Organization, organizations);
    await em.insertMany(Provider, providers);
    await em.insertMany(Patient, patients);
    await em.insertMany(Administrator, administrators);
    await em.insertMany(Appointment, appointments);
    // The rows above have explicit ids. Move the sequences past them.
    for (const table of TABLES)
      await em.execute(
        `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
      );
    const sessions = appointments
      .filter((visit) => visit.visitType === 'Telehealth' && visit.status === AppointmentStatus.COMPLETED)
      .map(pastSession);
    for (const { id } of organizations) {
      // Row-level security allows writes to sessions only within one organization.
      await em.execute(
        "select set_config('role', 'readyroom_app', true), set_config('app.org_id', ?, true)",
        [String(id)],
      );
      await em.insertMany(
        TelehealthSession,
        sessions.filter(({ orgId }) => orgId === id),
      );
    }
    return true;
  });
}

const pastSession = ({
  id,
  orgId,
  patientId,
  providerId,
  startsAt,
  endsAt,
}: ReturnType<typeof demoAppointments>[number]) => ({
  appointmentId: id,
  orgId,
  patientId,
  providerId,
  scheduledStartsAt: startsAt,
  scheduledEndsAt: endsAt,
  status: SessionStatus.ENDED,
  startedAt: startsAt,
  patientJoinedAt: startsAt,
  endedAt: endsAt,
  endedBy: SessionEnd.PROVIDER,
});
