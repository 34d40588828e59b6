import { beforeAll, beforeEach } from 'vitest';
import { createApp } from '../../src/app.ts';
import { Appointment, AppointmentStatus } from '../../src/appointments/appointment.entity.ts';
import { AuditEntry } from '../../src/audit/audit-entry.entity.ts';
import { readConfig } from '../../src/config/config.ts';
import { administrators, organizations, patients, providers } from '../../src/demo/people.ts';
import { Organization } from '../../src/organizations/organization.entity.ts';
import { Administrator } from '../../src/people/administrator.entity.ts';
import { Patient } from '../../src/people/patient.entity.ts';
import { Provider } from '../../src/people/provider.entity.ts';
import { asDirectory } from '../../src/platform/database/as-viewer.ts';
import type { Database } from '../../src/platform/database/database.ts';
import { emptyDatabase, openTestDatabase } from './database.ts';
import { Person } from './people/person.ts';
import { SECRET } from './people/secret.ts';

interface Booking {
  id?: number;
  orgId?: number;
  providerId?: number;
  patientId?: number;
  status?: AppointmentStatus;
  visitType?: string;
  startsAt?: Date;
  minutes?: number;
}

/** A clinic with a server that listens, its people at their doors, and an empty calendar. */
export class Clinic {
  /** Whose appointments the tests are about. */
  readonly john: Person;
  readonly jane: Person;
  /** Of the same practice, but not of the appointment. */
  readonly colleague: Person;
  readonly stranger: Person;
  readonly admin: Person;
  /** Of the other practice. */
  readonly outsider: Person;
  readonly otherAdmin: Person;
  readonly nobody: Person;

  constructor(
    readonly url: string,
    readonly database: Database,
  ) {
    this.john = this.person({ role: 'PROVIDER', org_id: 1, provider_id: 45 });
    this.jane = this.person({ role: 'PATIENT', org_id: 1, patient_id: 89 });
    this.colleague = this.person({ role: 'PROVIDER', org_id: 1, provider_id: 46 });
    this.stranger = this.person({ role: 'PATIENT', org_id: 1, patient_id: 90 });
    this.admin = this.person({ role: 'ADMIN', org_id: 1, email: 'admin@example.com' });
    this.outsider = this.person({ role: 'PROVIDER', org_id: 2, provider_id: 61 });
    this.otherAdmin = this.person({ role: 'ADMIN', org_id: 2, email: 'admin2@example.com' });
    this.nobody = new Person(this.url, undefined);
  }

  person(claims: object, headers?: Record<string, string>) {
    return new Person(this.url, { ...claims }, headers);
  }

  async reset() {
    await emptyDatabase(this.database);
    const em = this.em;
    await em.insertMany(Organization, organizations);
    await em.insertMany(Provider, providers);
    await em.insertMany(Patient, patients);
    await em.insertMany(Administrator, administrators);
  }

  /** Sees everything, to arrange and to look behind the doors. */
  get em() {
    const em = asDirectory(this.database.em);
    // As whoever the tests log in as.
    em.clearSessionContext();
    return em;
  }

  /** A telehealth appointment of Dr. Smith and Jane, unless told otherwise. */
  async book({ id = 123, startsAt = new Date('2026-11-23T14:00:00Z'), minutes = 30, ...rest }: Booking = {}) {
    const booking = {
      id,
      orgId: 1,
      providerId: 45,
      patientId: 89,
      status: AppointmentStatus.SCHEDULED,
      visitType: 'Telehealth',
      ...rest,
    };
    const times = {
      startsAt,
      endsAt: new Date(startsAt.getTime() + minutes * 60_000),
      startDate: startsAt.toISOString().slice(0, 10),
    };
    await this.em.insert(Appointment, { ...booking, ...times });
    return String(id);
  }

  async auditLog() {
    const entries = await this.em.find(AuditEntry, {}, { orderBy: { id: 'asc' } });
    return entries.map(({ actor, action, appointmentId, door, allowed, code }) => ({
      actor,
      action,
      appointmentId,
      door,
      allowed,
      code,
    }));
  }
}

let opened: Promise<Clinic> | undefined;

/** Readies the worker's clinic for a test file: one server for all of them, emptied before each test. */
export function useClinic() {
  const holder = {} as { clinic: Clinic };
  beforeAll(async () => {
    opened ??= openClinic();
    holder.clinic = await opened;
  });
  beforeEach(() => holder.clinic.reset());
  return new Proxy({} as Clinic, {
    get: (_target, property) => Reflect.get(holder.clinic, property, holder.clinic),
  });
}

async function openClinic() {
  const { config, secrets } = readConfig({
    AUTH_JWT_SECRET: SECRET,
    LOG_LEVEL: 'silent',
    RATE_LIMIT: 'off',
    EVENTS_URL: eventsUrlOfWorker(),
  });
  const database = await openTestDatabase();
  const { server } = await createApp(config, secrets, database);
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return new Clinic(url, database);
}

/** The broker that EVENTS_URL names, if any. Workers that share it do not hear each other's clinics. */
export function eventsUrlOfWorker() {
  const { EVENTS_URL } = process.env;
  if (!EVENTS_URL) return '';
  const url = new URL(EVENTS_URL);
  url.searchParams.set('channel', `test-${process.env.VITEST_POOL_ID}`);
  return url.href;
}
