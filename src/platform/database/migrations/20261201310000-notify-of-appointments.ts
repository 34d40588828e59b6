import { Migration } from '@mikro-orm/migrations';
import { definerFunction } from './statements/definer-function.ts';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/**
 * Notifies listening nodes of changes to appointments by other programs (docs/decisions/0026). Use cases
 * announce their own changes, so the server's role is left out.
 */
export class Migration20261201310000NotifyOfAppointments extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of writes.flatMap(notifyAfter)) this.addSql(statement);
  }
}

/** A notification holds less than 8,000 bytes. */
const MAX_BYTES = 7_000;

/** The rows that a statement has changed, before and after. A row that stays the same is not among them. */
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
const linesOf = (changed: string) => `
  with changed as (${changed}),
  soon as (
    select id from changed where appointment_start_time between now() - interval '1 day' and now() + interval '1 day'
    union
    select changed.id from changed join telehealth_sessions as session on session.appointment_id = changed.id
    where session.ended_at is null or session.ended_at > now() - interval '1 day'
  )
  select string_agg(distinct concat_ws(' ', org_id, id, provider_id, patient_id), e'\\n')
  from changed join soon using (id)`;

/**
 * One line for each appointment and those who take or took part in it: ids and nothing else. An EHR's login
 * sees no sessions, so the function works as the owner. It refuses other tables, because anybody may attach
 * this trigger to a table of their own.
 */
const notifyAfter = ({ write, transition, changed }: (typeof writes)[number]) => [
  ...definerFunction(`notify_of_appointments_${write}() returns trigger`, {
    declare: 'lines text;',
    body: `
       if tg_relid <> 'appointments'::regclass then
         raise exception 'readyroom_appointments tells of appointments alone' using errcode = 'insufficient_privilege';
       end if;
       lines := (${linesOf(changed)});
       if lines is not null then
         perform pg_notify('readyroom_appointments', case when octet_length(lines) > ${MAX_BYTES} then 'lost' else lines end);
       end if;
       return null;`,
  }),
  `create trigger notify_of_appointments_${write} after ${write} on appointments ${transition}
   for each statement when (current_user <> 'readyroom_app') execute function notify_of_appointments_${write}()`,
];
