import { Migration } from '@mikro-orm/migrations';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/**
 * Completes the sessions and notes of before, which keep their numbers. A migration of its own, so that it
 * holds none of the first one's locks while it writes every row.
 */
export class Migration20261201200100CompleteSessions extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    // Before the sessions, as the trigger that follows an appointment does, so that the two cannot deadlock.
    this.addSql('lock table appointments in share row exclusive mode');
    for (const statement of [...rows, ...keys, ...noDefaults, ...validation]) this.addSql(statement);
  }
}

const rows = [
  // The owner's own statements see every organization, as the functions of the first migration do.
  "select set_config('app.every_organization', 'on', true)",
  `update telehealth_sessions as session set appointment_id = visit.id, provider_id = visit.provider_id,
     scheduled_starts_at = appointment_start_time, scheduled_ends_at = appointment_end_time,
     ended_by = case when ended_at is not null then 'PROVIDER' end
   from appointments as visit where visit.id = session.id and session.appointment_id = 0`,
  // What the release before opened while the first migration ran is complete already.
  "update telehealth_sessions set ended_by = 'PROVIDER' where ended_at is not null and ended_by is null",
  'update soap_notes set id = appointment_id where id = 0',
  'update soap_note_versions set note_id = appointment_id where note_id = 0',
];

const keys = [
  'create unique index telehealth_sessions_current on telehealth_sessions (appointment_id) where undone_at is null',
  'create index telehealth_sessions_appointment_id_started_at_index on telehealth_sessions (appointment_id, started_at)',
  'create index telehealth_sessions_open on telehealth_sessions (last_seen_at) where ended_at is null',
  'alter table telehealth_sessions add constraint telehealth_sessions_appointment_id_foreign foreign key (appointment_id) references appointments (id) not valid',
  'alter table telehealth_sessions add constraint telehealth_sessions_provider_id_foreign foreign key (provider_id) references providers (id) not valid',
  'alter table telehealth_sessions add constraint telehealth_sessions_appointment_same_organization foreign key (org_id, appointment_id) references appointments (org_id, id) not valid',
  'alter table telehealth_sessions add constraint telehealth_sessions_provider_same_organization foreign key (org_id, provider_id) references providers (org_id, id) not valid',
  'alter table soap_notes drop constraint soap_notes_pkey',
  'alter table soap_notes add primary key (id)',
  'create unique index soap_notes_current on soap_notes (appointment_id) where undone_at is null',
  'create index soap_notes_appointment_id_index on soap_notes (appointment_id)',
  'alter table soap_note_versions drop constraint soap_note_versions_pkey',
  'alter table soap_note_versions add primary key (note_id, version)',
  'create index soap_note_versions_appointment_id_index on soap_note_versions (appointment_id)',
];

const noDefaults = [
  ...['appointment_id', 'provider_id', 'scheduled_starts_at', 'scheduled_ends_at'].map(
    (column) => `alter table telehealth_sessions alter column ${column} drop default`,
  ),
  'alter table soap_notes alter column id drop default',
  'alter table soap_note_versions alter column note_id drop default',
];

const TABLES = [
  'appointments',
  'telehealth_sessions',
  'soap_notes',
  'soap_note_versions',
  'waiting_patients',
];

/** A constraint that a row of before breaks stays as it is: it holds for new rows. */
const validation = [
  `do $$
   declare
     unproven record;
   begin
     for unproven in select conrelid::regclass as belongs_to, conname from pg_constraint
       where not convalidated and conrelid in (${TABLES.map((table) => `'${table}'::regclass`)}) loop
       begin
         execute format('alter table %s validate constraint %I', unproven.belongs_to, unproven.conname);
       exception when check_violation or foreign_key_violation then
         raise warning '% of % holds for new rows only: a row of before breaks it', unproven.conname, unproven.belongs_to;
       end;
     end loop;
   end $$`,
];
