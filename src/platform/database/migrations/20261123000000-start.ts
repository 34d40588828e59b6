import { Migration } from '@mikro-orm/migrations';

/** The first schema: a clinic's tables and an append-only audit log. */
export class Migration20261123000000Start extends Migration {
  override up() {
    for (const statement of [...tables, ...appendOnlyAudit]) this.addSql(statement);
  }
}

const tables = [
  'create table "organizations" ("id" serial primary key, "alias" text not null, "name" text not null)',
  'alter table "organizations" add constraint "organizations_alias_unique" unique ("alias")',
  'create table "audit_entries" ("id" bigserial primary key, "org_id" int not null, "at" timestamptz(3) not null, "actor" text not null, "action" text not null, "appointment_id" int null, "door" text not null, "allowed" boolean not null, "code" text null, "detail" text null, "request_id" text not null)',
  'create index "audit_entries_org_id_id_index" on "audit_entries" ("org_id", "id")',
  'create index "audit_entries_org_id_appointment_id_id_index" on "audit_entries" ("org_id", "appointment_id", "id")',
  'create table "administrators" ("id" serial primary key, "org_id" int not null, "name" text not null, "email" text null)',
  'create index "administrators_org_id_index" on "administrators" ("org_id")',
  'create table "org_config" ("org_id" int not null, "config_key" text not null, "config_value" text not null, primary key ("org_id", "config_key"))',
  'create table "patients" ("id" serial primary key, "org_id" int not null, "name" text not null, "email" text null)',
  'create index "patients_org_id_index" on "patients" ("org_id")',
  'create table "providers" ("id" serial primary key, "org_id" int not null, "name" text not null, "email" text null)',
  'create index "providers_org_id_index" on "providers" ("org_id")',
  `create table "appointments" ("id" serial primary key, "org_id" int not null, "provider_id" int not null, "patient_id" int not null, "status" text not null default 'SCHEDULED', "visit_type" text not null, "appointment_start_date" date not null, "appointment_start_time" timestamptz(3) not null, "appointment_end_time" timestamptz(3) not null, "reason" text null)`,
  'create index "appointments_org_id_appointment_start_time_id_index" on "appointments" ("org_id", "appointment_start_time", "id")',
  'create index "appointments_patient_id_appointment_start_time_id_index" on "appointments" ("patient_id", "appointment_start_time", "id")',
  'create index "appointments_provider_id_appointment_start_time_id_index" on "appointments" ("provider_id", "appointment_start_time", "id")',
  'create index "appointments_org_id_visit_type_status_appointment__4014a_index" on "appointments" ("org_id", "visit_type", "status", "appointment_start_date")',
  `alter table "appointments" add constraint "appointments_status_check" check ("status" in ('REQUESTED', 'SCHEDULED', 'CONFIRMED', 'CHECKED_IN', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED', 'NO_SHOW'))`,
  `create table "soap_notes" ("appointment_id" int not null, "org_id" int not null, "provider_id" int not null, "subjective" text not null default '', "objective" text not null default '', "assessment" text not null default '', "plan" text not null default '', "saved_at" timestamptz(3) not null, "version" int not null, primary key ("appointment_id"))`,
  `create table "soap_note_versions" ("appointment_id" int not null, "version" int not null, "org_id" int not null, "provider_id" int not null, "subjective" text not null default '', "objective" text not null default '', "assessment" text not null default '', "plan" text not null default '', "saved_at" timestamptz(3) not null, primary key ("appointment_id", "version"))`,
  `create table "telehealth_sessions" ("id" int not null, "org_id" int not null, "patient_id" int not null, "status" text not null default 'READY', "started_at" timestamptz(3) not null, "patient_joined_at" timestamptz(3) null, "ended_at" timestamptz(3) null, primary key ("id"))`,
  `alter table "telehealth_sessions" add constraint "telehealth_sessions_status_check" check ("status" in ('READY', 'IN_PROGRESS', 'ENDED'))`,
  'alter table "audit_entries" add constraint "audit_entries_org_id_foreign" foreign key ("org_id") references "organizations" ("id")',
  'alter table "administrators" add constraint "administrators_org_id_foreign" foreign key ("org_id") references "organizations" ("id")',
  'alter table "org_config" add constraint "org_config_org_id_foreign" foreign key ("org_id") references "organizations" ("id")',
  'alter table "patients" add constraint "patients_org_id_foreign" foreign key ("org_id") references "organizations" ("id")',
  'alter table "providers" add constraint "providers_org_id_foreign" foreign key ("org_id") references "organizations" ("id")',
  'alter table "appointments" add constraint "appointments_org_id_foreign" foreign key ("org_id") references "organizations" ("id")',
  'alter table "appointments" add constraint "appointments_provider_id_foreign" foreign key ("provider_id") references "providers" ("id")',
  'alter table "appointments" add constraint "appointments_patient_id_foreign" foreign key ("patient_id") references "patients" ("id")',
  'alter table "soap_notes" add constraint "soap_notes_appointment_id_foreign" foreign key ("appointment_id") references "appointments" ("id") on update no action on delete no action',
  'alter table "soap_notes" add constraint "soap_notes_org_id_foreign" foreign key ("org_id") references "organizations" ("id")',
  'alter table "soap_notes" add constraint "soap_notes_provider_id_foreign" foreign key ("provider_id") references "providers" ("id")',
  'alter table "soap_note_versions" add constraint "soap_note_versions_appointment_id_foreign" foreign key ("appointment_id") references "appointments" ("id")',
  'alter table "soap_note_versions" add constraint "soap_note_versions_org_id_foreign" foreign key ("org_id") references "organizations" ("id")',
  'alter table "soap_note_versions" add constraint "soap_note_versions_provider_id_foreign" foreign key ("provider_id") references "providers" ("id")',
  'alter table "telehealth_sessions" add constraint "telehealth_sessions_id_foreign" foreign key ("id") references "appointments" ("id") on update no action on delete no action',
  'alter table "telehealth_sessions" add constraint "telehealth_sessions_org_id_foreign" foreign key ("org_id") references "organizations" ("id")',
  'alter table "telehealth_sessions" add constraint "telehealth_sessions_patient_id_foreign" foreign key ("patient_id") references "patients" ("id")',
];

/** Not even the owner of the table can change an entry (45 CFR 164.312(b) and (c)). */
const appendOnlyAudit = [
  `create function refuse_audit_change() returns trigger language plpgsql as $$
   begin
     raise exception 'audit_entries only grows: % is refused', tg_op using errcode = 'insufficient_privilege';
   end $$`,
  'create trigger audit_entries_append_only before update or delete or truncate on audit_entries for each statement execute function refuse_audit_change()',
];
