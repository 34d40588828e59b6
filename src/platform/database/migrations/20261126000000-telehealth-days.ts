import { Migration } from '@mikro-orm/migrations';
import { PATIENCE } from './patience.ts';

/**
 * How many visits of a day were completed, each provider's and everyone's, and for how long they were booked: kept by the commit that
 * changes an appointment, whoever changes it (docs/decisions/0015). The next migration counts what was there before.
 */
export class Migration20261126000000TelehealthDays extends Migration {
  override up() {
    this.addSql(PATIENCE);
    // What locks the appointments comes last, and for a moment.
    for (const statement of [...table, recount, ...writes.flatMap(countAfter)]) this.addSql(statement);
  }
}

const table = [
  // Everyone's rows name provider 0. Several rows, told apart by their part, may add up to one sum: see below.
  `create table "telehealth_days" ("org_id" int not null, "everyone" boolean not null, "provider_id" int not null, "day" date not null, "scale" int not null,
     "part" bigint generated always as identity, "sessions" int not null, "minutes" numeric not null,
     primary key ("org_id", "everyone", "provider_id", "day", "scale", "part")) with (fillfactor = 70)`,
  'alter table telehealth_days enable row level security',
  'alter table telehealth_days force row level security',
  `create policy own_organization on telehealth_days to readyroom_app using (org_id = nullif(current_setting('app.org_id', true), '')::int)`,
  // For the owner, as whom the triggers write. The role itself is granted nothing.
  'create policy every_organization on telehealth_days to readyroom_directory using (true)',
  'grant select on telehealth_days to readyroom_app',
];

const key = 'org_id, everyone, provider_id, day, scale';

/**
 * What the documented query counts, and its minutes as it divides them. Its average has as many digits as the most precise of them,
 * their scale: sums of different scales are kept apart, so that one that is gone leaves no digits behind.
 */
const visits = (appointments: string, sign: '+' | '-' = '+') => `
  select org_id, provider_id, appointment_start_date as day, scale(minutes) as scale, ${sign}1 as sessions, ${sign}minutes as minutes
  from ${appointments}, lateral (select extract(epoch from appointment_end_time - appointment_start_time) / 60 as minutes) as booked
  where visit_type = 'Telehealth' and status = 'COMPLETED' and isfinite(appointment_start_time) and isfinite(appointment_end_time)`;

const NOT_NOTHING = 'having sum(sessions) <> 0 or sum(minutes) <> 0';
const sums = (visitRows: string) => `
  select org_id, grouping(provider_id) = 1 as everyone, coalesce(provider_id, 0) as provider_id, day, scale,
         sum(sessions) as sessions, sum(minutes) as minutes
  from (${visitRows}) as visits group by grouping sets ((org_id, provider_id, day, scale), (org_id, day, scale)) ${NOT_NOTHING}`;

/** Adds what is missing. Appointments and sums are seen at one moment, so nobody has to stop writing for it. */
const recount = `create function recount_telehealth_days() returns void language sql as $$
  select pg_advisory_xact_lock(hashtext('telehealth_days'));
  insert into telehealth_days (${key}, sessions, minutes)
  select ${key}, sum(sessions), sum(minutes)
  from (${sums(visits('appointments'))} union all select ${key}, -sessions, -minutes from telehealth_days) as differences
  group by ${key} ${NOT_NOTHING} order by ${key}
$$`;

/**
 * Waits for nobody: a row that another transaction is about to change is left alone and a new one begun, so that no writer holds up
 * another one or dies in a deadlock with it. Under one snapshot for a whole transaction, changing what somebody has changed since
 * would fail: those begin a new row as well.
 */
const add = (changes: string) => `
  for change in ${sums(changes)} loop
    update telehealth_days set sessions = sessions + change.sessions, minutes = minutes + change.minutes
    where (${key}, part) = (
      select ${key}, part from telehealth_days
      where (${key}) = (change.org_id, change.everyone, change.provider_id, change.day, change.scale)
        and current_setting('transaction_isolation') = 'read committed'
      limit 1 for update skip locked);
    if not found then
      insert into telehealth_days (${key}, sessions, minutes)
      values (change.org_id, change.everyone, change.provider_id, change.day, change.scale, change.sessions, change.minutes);
    end if;
  end loop;`;

const [added, removed] = [visits('added'), visits('removed', '-')];
const writes = [
  { write: 'insert', transition: 'referencing new table as added', task: add(added) },
  {
    write: 'update',
    transition: 'referencing old table as removed new table as added',
    task: add(`${removed} union all ${added}`),
  },
  { write: 'delete', transition: 'referencing old table as removed', task: add(removed) },
  { write: 'truncate', transition: '', task: 'truncate telehealth_days;' },
];

/**
 * As the owner, so that nobody else need be let write the sums; and for no other table, since anybody may give a table of their own this
 * trigger. By the key, whatever the table looked like when the session planned it: an empty one would be read from end to end, and
 * so would what has become of it when the same session has filled it.
 */
const countAfter = ({ write, transition, task }: (typeof writes)[number]) => [
  `create function count_telehealth_${write}() returns trigger
   language plpgsql security definer set enable_seqscan = off as $$
   declare
     change record;
   begin
     if tg_relid <> 'appointments'::regclass then
       raise exception 'telehealth_days counts appointments alone' using errcode = 'insufficient_privilege';
     end if;
     ${task}
     return null;
   end $$`,
  `do $$ begin
     execute format('alter function count_telehealth_${write}() set search_path = pg_catalog, %I, pg_temp', current_schema());
   end $$`,
  `create trigger telehealth_days_${write} after ${write} on appointments ${transition}
   for each statement execute function count_telehealth_${write}()`,
];
