import { Migration } from '@mikro-orm/migrations';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/**
 * Row-level security by organization (PostgreSQL, "Row Security Policies"), also for the owner of the tables.
 * The server acts as one of two roles that own nothing. `readyroom_app` sees the organization in the setting
 * `app.org_id`. `readyroom_directory` sees every organization, but only the EHR's tables.
 */
export class Migration20261125000000OrganizationsApart extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of [...roles, ...grants, ...policies]) this.addSql(statement);
  }
}

const roles = ['readyroom_app', 'readyroom_directory'].map(
  // Roles belong to the whole cluster, so another database may have created them or be creating them now.
  // Superusers are members of every role.
  (role) => `do $$
   begin
     if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
     if not pg_has_role('${role}', 'member') then execute format('grant ${role} to %I', current_user); end if;
   exception when duplicate_object or unique_violation then null;
   end $$`,
);

/**
 * The EHR's tables. They are written from outside, and identify callers before their organization is known.
 */
const directory = ['organizations', 'providers', 'patients', 'administrators', 'appointments', 'org_config'];

/** The privileges of each role. The audit log and the versions of notes are append-only. */
const grants = [
  'grant select on organizations, providers, patients, administrators to readyroom_app',
  'grant select, insert, update on appointments, telehealth_sessions, soap_notes to readyroom_app',
  'grant select, insert, update, delete on org_config, waiting_patients to readyroom_app',
  'grant select, insert on audit_entries, soap_note_versions to readyroom_app',
  'grant usage on sequence appointments_id_seq, audit_entries_id_seq to readyroom_app',
  `grant select, insert, update, delete on ${directory.join(', ')} to readyroom_directory`,
  `grant usage, update on sequence ${directory
    .filter((table) => table !== 'org_config')
    .map((table) => `${table}_id_seq`)
    .join(', ')} to readyroom_directory`,
];

const organizationOf = (table: string) => (table === 'organizations' ? 'id' : 'org_id');
const tables = [
  ...directory,
  'telehealth_sessions',
  'waiting_patients',
  'soap_notes',
  'soap_note_versions',
  'audit_entries',
];

const policies = [
  ...tables.flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    // The setting is empty, not absent, once an earlier transaction of the connection has set it.
    `create policy own_organization on ${table} to readyroom_app using (${organizationOf(table)} = nullif(current_setting('app.org_id', true), '')::int)`,
  ]),
  ...directory.map(
    (table) => `create policy every_organization on ${table} to readyroom_directory using (true)`,
  ),
];
