import { Migration } from '@mikro-orm/migrations';
import { definerFunction } from './statements/definer-function.ts';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/**
 * Gives sessions and notes ids of their own, so that an appointment can have several over time
 * (docs/decisions/0025). Triggers let the open session follow its appointment, also if the EHR changes it. The
 * next migration fills the new columns of earlier rows.
 */
export class Migration20261201200000SessionsOfTheirOwn extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of [
      ...ids,
      ...columns,
      ...seenByOwner,
      ...notes,
      ...rowsOfThePreviousRelease,
      ...appointmentFacts,
      ...followAppointment,
      ...forgetAppointment,
      ...onlyTheirPatientWaits,
      ...endForgotten,
      ...nextAppointmentId,
    ])
      this.addSql(statement);
  }
}

/** Far above every appointment's id: a client that still equates the two must not meet another visit. */
const FIRST_ID = 1_000_000_000_000;

const ids = [
  `create sequence telehealth_sessions_id_seq start ${FIRST_ID}`,
  'grant usage on sequence telehealth_sessions_id_seq to readyroom_app',
  'alter table telehealth_sessions drop constraint telehealth_sessions_id_foreign',
  'alter table telehealth_sessions alter column id type bigint',
  "alter table telehealth_sessions alter column id set default nextval('telehealth_sessions_id_seq')",
];

/** The defaults are for rows that exist. The next migration drops them. */
const columns = [
  'alter table telehealth_sessions add column appointment_id int not null default 0',
  'alter table telehealth_sessions add column provider_id int not null default 0',
  "alter table telehealth_sessions add column scheduled_starts_at timestamptz(3) not null default 'epoch'",
  "alter table telehealth_sessions add column scheduled_ends_at timestamptz(3) not null default 'epoch'",
  'alter table telehealth_sessions add column ended_by text null',
  'alter table telehealth_sessions add column undone_at timestamptz(3) null',
  'alter table telehealth_sessions add column last_seen_at timestamptz(3) not null default now()',
  `alter table telehealth_sessions add constraint telehealth_sessions_ended_by_check check (ended_by in ('PROVIDER', 'SERVER', 'EHR'))`,
  'alter table telehealth_sessions add constraint telehealth_sessions_undone_check check (undone_at is null or ended_at is not null)',
  'alter table soap_notes add column id bigint not null default 0',
  'alter table soap_notes add column undone_at timestamptz(3) null',
  'alter table soap_note_versions add column note_id bigint not null default 0',
];

/** For the functions below, which work as the tables' owner. The role itself has no privileges on them. */
const seenByOwner = ['telehealth_sessions', 'waiting_patients', 'soap_notes', 'soap_note_versions'].map(
  (table) =>
    `create policy every_organization on ${table} to readyroom_directory using (current_setting('app.every_organization', true) = 'on')`,
);

const notes = [
  // A note that is written before its visit starts has the id of the session to come.
  `create function session_id_for(visit int) returns bigint language plpgsql as $$
   begin
     return coalesce(
       (select id from soap_notes note where appointment_id = visit and undone_at is null
          and not exists (select from telehealth_sessions where id = note.id)),
       nextval('telehealth_sessions_id_seq'));
   end $$`,
  // The note of a session that is undone is history with it.
  `create function undo_note() returns trigger language plpgsql as $$
   begin
     update soap_notes set undone_at = new.undone_at where id = new.id;
     return null;
   end $$`,
  `create trigger undo_note after update on telehealth_sessions
   for each row when (old.undone_at is null and new.undone_at is not null) execute function undo_note()`,
];

/** Rows that the release before inserts while it still serves: it knows only the appointment's number. */
const rowsOfThePreviousRelease = [
  `create function complete_session() returns trigger language plpgsql as $$
   begin
     new.appointment_id := new.id;
     select provider_id, appointment_start_time, appointment_end_time
     into strict new.provider_id, new.scheduled_starts_at, new.scheduled_ends_at
     from appointments where id = new.appointment_id;
     return new;
   end $$`,
  `create trigger complete_session before insert on telehealth_sessions
   for each row when (coalesce(new.appointment_id, 0) = 0) execute function complete_session()`,
  ...[
    ['soap_notes', 'id'],
    ['soap_note_versions', 'note_id'],
  ].flatMap(([table, column]) => [
    `create function complete_${table}() returns trigger language plpgsql as $$
     begin
       new.${column} := coalesce(
         (select id from telehealth_sessions where appointment_id = new.appointment_id and undone_at is null),
         new.appointment_id);
       return new;
     end $$`,
    `create trigger complete_${table} before insert on ${table}
     for each row when (coalesce(new.${column}, 0) = 0) execute function complete_${table}()`,
  ]),
];

/** Rows of before may be wrong. The next migration validates the constraints of tables that have none. */
const appointmentFacts = [
  'create unique index if not exists appointments_same_organization on appointments (org_id, id)',
  'create unique index if not exists patients_same_organization on patients (org_id, id)',
  'create unique index if not exists providers_same_organization on providers (org_id, id)',
  ...[
    ['appointments', 'patient'],
    ['appointments', 'provider'],
    ['telehealth_sessions', 'patient'],
    ['soap_notes', 'appointment'],
    ['soap_notes', 'provider'],
    ['soap_note_versions', 'appointment'],
    ['soap_note_versions', 'provider'],
    ['waiting_patients', 'patient'],
  ].map(
    ([table, one]) =>
      `alter table ${table} add constraint ${table}_${one}_same_organization foreign key (org_id, ${one}_id) references ${one}s (org_id, id) not valid`,
  ),
  'alter table appointments add constraint appointments_times_check check (appointment_end_time > appointment_start_time) not valid',
  'alter table waiting_patients drop constraint waiting_patients_appointment_id_foreign',
  'alter table waiting_patients add constraint waiting_patients_appointment_id_foreign foreign key (appointment_id) references appointments (id) on update no action on delete cascade not valid',
];

const OVER = `('COMPLETED', 'CANCELLED', 'NO_SHOW')`;
const END = `status = 'ENDED', ended_at = greatest(started_at, clock_timestamp())`;
/** On record in the same commit, like every change. */
const record = (ended: string, actor: string, door: string) => `
  insert into audit_entries (org_id, at, actor, action, appointment_id, subject, door, allowed, request_id)
  select org_id, clock_timestamp(), '${actor}', 'end a telehealth visit', appointment_id, 'appointment-' || appointment_id, '${door}', true,
    'transaction ' || pg_current_xact_id() from ${ended}`;

const FACTS = [
  'status',
  'visit_type',
  'appointment_start_date',
  'appointment_start_time',
  'appointment_end_time',
  'patient_id',
  'provider_id',
];
const factsOf = (row: string) => `(${FACTS.map((fact) => `${row}.${fact}`)})`;

/**
 * The open session follows its appointment or ends with it, and a visit that is booked anew undoes the session
 * that has ended. Our own end of a visit ends the session first, so the trigger finds none.
 */
const followAppointment = [
  ...definerFunction('follow_appointment() returns trigger', {
    declare: `
       -- Where nobody has said which zone the clinic is in, midnight in UTC says nothing.
       zone constant text := (select nullif(time_zone, 'UTC') from organizations where id = new.org_id);
       is_another constant boolean := new.patient_id <> old.patient_id
         or new.appointment_start_date <> old.appointment_start_date
         or coalesce((new.appointment_start_time at time zone zone)::date <> (old.appointment_start_time at time zone zone)::date, false)
         or new.appointment_start_time >= old.appointment_start_time + interval '1 day'
         or new.appointment_start_time <= old.appointment_start_time - interval '1 day';
       takes_place constant boolean := new.status not in ${OVER} and is_telehealth(new.org_id, new.visit_type);
       took_place constant boolean := old.status not in ${OVER} and is_telehealth(old.org_id, old.visit_type);`,
    body: `
       if tg_relid <> 'appointments'::regclass then
         raise exception 'sessions follow appointments alone' using errcode = 'insufficient_privilege';
       end if;
       if is_another or not takes_place then
         with ended as (
           update telehealth_sessions set ${END}, ended_by = 'EHR'
           where appointment_id = new.id and ended_at is null returning *
         ) ${record('ended', 'ehr', 'database')};
       else
         update telehealth_sessions set provider_id = new.provider_id,
           scheduled_starts_at = new.appointment_start_time, scheduled_ends_at = new.appointment_end_time
         where appointment_id = new.id and ended_at is null;
       end if;
       if is_another or (takes_place and not took_place) then
         update telehealth_sessions set undone_at = clock_timestamp()
         where appointment_id = new.id and undone_at is null and ended_at is not null;
       end if;
       if new.patient_id <> old.patient_id then
         delete from waiting_patients where appointment_id = new.id;
         -- Also one that was written before a session began: it is about somebody else.
         update soap_notes set undone_at = clock_timestamp() where appointment_id = new.id and undone_at is null;
       end if;
       return null;`,
  }),
  `create trigger follow_appointment after update on appointments
   for each row when (${factsOf('old')} is distinct from ${factsOf('new')}) execute function follow_appointment()`,
];

/** An appointment that nobody met in can be deleted. One with a note or a visit is a medical record. */
const forgetAppointment = [
  ...definerFunction('forget_appointment() returns trigger', {
    body: `
       if tg_relid <> 'appointments'::regclass then
         raise exception 'sessions follow appointments alone' using errcode = 'insufficient_privilege';
       end if;
       with gone as (
         delete from telehealth_sessions where appointment_id = old.id and patient_joined_at is null returning *
       ), ended as (select * from gone where ended_at is null) ${record('ended', 'ehr', 'database')};
       return old;`,
  }),
  `create trigger forget_appointment before delete on appointments
   for each row execute function forget_appointment()`,
];

/** A subscription that outlives the change of patient, or the appointment, writes nothing any more. */
const onlyTheirPatientWaits = [
  `create function refuse_others_waiting() returns trigger language plpgsql as $$
   begin
     perform from appointments where id = new.appointment_id and patient_id = new.patient_id;
     return case when found then new end;
   end $$`,
  `create trigger only_their_patient_waits before insert on waiting_patients
   for each row execute function refuse_others_waiting()`,
];

const HOURS = `coalesce((
    select config_value::int from org_config
    where org_config.org_id = session.org_id and config_key = 'visit.auto_end_hours'
      and config_value ~ '^([1-9]|[1-6][0-9]|7[0-2])$'), 24)`;
const IS_FORGOTTEN = `ended_at is null and last_seen_at < now() - ${HOURS} * interval '1 hour'`;

const endForgotten = [
  // Locks only sessions, so it never waits for who holds an appointment.
  ...definerFunction(
    'end_forgotten_sessions() returns table (id int, "orgId" int, "patientId" int, "providerId" int)',
    {
      body: `return query
       with ended as (
         update telehealth_sessions set ${END}, ended_by = 'SERVER'
         where telehealth_sessions.id in (
           select session.id from telehealth_sessions session where ${IS_FORGOTTEN} limit 100 for update skip locked)
         returning *
       ), recorded as (${record('ended', 'server', 'worker')})
       select appointment_id, org_id, patient_id, provider_id from ended;`,
    },
  ),
  // For how long the first one has been forgotten, in seconds.
  ...definerFunction('forgotten_sessions_waiting() returns double precision', {
    body: `return (select extract(epoch from max(now() - ${HOURS} * interval '1 hour' - last_seen_at))
       from telehealth_sessions session where ${IS_FORGOTTEN});`,
  }),
];

/** EHRs bring ids of their own, which may be ahead of the sequence. */
const nextAppointmentId = definerFunction('next_appointment_id() returns int', {
  declare: 'free int;',
  body: `
     loop
       free := nextval('appointments_id_seq');
       if not exists (select from appointments where id = free) then return free; end if;
     end loop;`,
});
