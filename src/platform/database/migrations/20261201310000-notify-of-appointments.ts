import { Migration } from '@mikro-orm/migrations';
import { SET_LOCK_TIMEOUT } from './lock-timeout.ts';

/**
 * Notifies listening nodes of changes to appointments by other programs (docs/decisions/0024). Use cases
 * announce their own changes, so the server's role is left out.
 */
export class Migration20261201310000NotifyOfAppointments extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of [policy, ...writes.flatMap(notifyAfter)]) this.addSql(statement);
  }
}

/** For the owner, as which the triggers look for open sessions. They set it for themselves. */
const policy =
  "create policy every_organization on telehealth_sessions to readyroom_directory using (current_setting('app.every_organization', true) = 'on')";

/** A notification holds less than 8,000 bytes. */
const MAX_BYTES = 7_000;

/**
 * What a statement has changed, as rows before and after. A row that is the same before and after is not
 * among them.
 */
const writes = [
  { write: 'insert', transition: 'referencing new table as added', changed: 'table added' },
  {
    write: 'update',
    transition: 'referencing old table as removed new table as added',
    changed: '(table removed except table added) union all (table added except table removed)',
  },
  { write: 'delete', transition: 'referencing old table as removed', changed: 'table removed' },
];

/**
 * Appointments that start within a day of now, before or after the change, or whose visit has been open within
 * a day. An import of next year's appointments wakes nobody: the rounds show it.
 */
const told = (changed: string) => `
  with changed as (${changed}),
  close as (
    select id from changed where appointment_start_time between now() - interval '1 day' and now() + interval '1 day'
    union
    select changed.id from changed join telehealth_sessions as session on session.id = changed.id
    where session.ended_at is null or session.ended_at > now() - interval '1 day'
  )
  select string_agg(distinct concat_ws(' ', org_id, id, provider_id, patient_id), e'\\n')
  from changed join close using (id)`;

/**
 * One line for each appointment and whoever takes or took part in it: ids and nothing else.
 * SECURITY DEFINER: an EHR's login sees no sessions. It refuses other tables, because anybody may attach this
 * trigger to a table of their own. `enable_seqscan = off`: a plan that a session made while the tables were
 * empty would scan them from end to end.
 */
const notifyAfter = ({ write, transition, changed }: (typeof writes)[number]) => [
  `create function notify_of_appointments_${write}() returns trigger
   language plpgsql security definer set enable_seqscan = off as $$
   declare
     before text := current_setting('app.every_organization', true);
     lines text;
   begin
     if tg_relid <> 'appointments'::regclass then
       raise exception 'readyroom_appointments tells of appointments alone' using errcode = 'insufficient_privilege';
     end if;
     perform set_config('app.every_organization', 'on', true);
     lines := (${told(changed)});
     perform set_config('app.every_organization', coalesce(before, ''), true);
     if lines is not null then
       perform pg_notify('readyroom_appointments', case when octet_length(lines) > ${MAX_BYTES} then 'lost' else lines end);
     end if;
     return null;
   end $$`,
  `do $$ begin
     execute format('alter function notify_of_appointments_${write}() set search_path = pg_catalog, %I, pg_temp', current_schema());
   end $$`,
  `create trigger notify_of_appointments_${write} after ${write} on appointments ${transition}
   for each statement when (current_user <> 'readyroom_app') execute function notify_of_appointments_${write}()`,
];
