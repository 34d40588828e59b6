import { Migration } from '@mikro-orm/migrations';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/**
 * Completed visits and their booked minutes by day, for each provider and for the organization. Triggers keep
 * the sums current in the transaction that changes an appointment, also outside this server
 * (docs/decisions/0015). The next migration counts the earlier visits.
 */
export class Migration20261126000000TelehealthDays extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    // The triggers lock the appointments, so they come last.
    for (const statement of [...table, recount, ...writes.flatMap(countAfter)]) this.addSql(statement);
  }
}

const table = [
  // Rows for the whole organization have provider 0. A sum may be split into several parts: see `add`.
  `create table "telehealth_days" ("org_id" int not null, "everyone" boolean not null, "provider_id" int not null, "day" date not null, "scale" int not null,
     "part" bigint generated always as identity, "sessions" int not null, "minutes" numeric not null,
     primary key ("org_id", "everyone", "provider_id", "day", "scale", "part")) with (fillfactor = 70)`,
  'alter table telehealth_days enable row level security',
  'alter table telehealth_days force row level security',
  `create policy own_organization on telehealth_days to readyroom_app using (org_id = nullif(current_setting('app.org_id', true), '')::int)`,
  // For the owner, as which the triggers write. The role itself has no privileges on the table.
  'create policy every_organization on telehealth_days to readyroom_directory using (true)',
  'grant select on telehealth_days to readyroom_app',
];

const key = 'org_id, everyone, provider_id, day, scale';

/**
 * The visits that the documented query counts, and their minutes. PostgreSQL gives an average the largest
 * scale (decimal places) of its values. Sums are kept by scale, so that a removed visit does not leave its
 * scale behind.
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

/** Adds the missing counts. One snapshot covers appointments and sums, so writers need not be locked out. */
const recount = `create function recount_telehealth_days() returns void language sql as $$
  select pg_advisory_xact_lock(hashtext('telehealth_days'));
  insert into telehealth_days (${key}, sessions, minutes)
  select ${key}, sum(sessions), sum(minutes)
  from (${sums(visits('appointments'))} union all select ${key}, -sessions, -minutes from telehealth_days) as differences
  group by ${key} ${NOT_NOTHING} order by ${key}
$$`;

/**
 * Skips rows that another transaction has locked and inserts a new part instead, so that writers neither wait
 * for each other nor deadlock. REPEATABLE READ and SERIALIZABLE always insert: an update would fail if the
 * row has changed since their snapshot.
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
 * SECURITY DEFINER: it writes as the owner, so no other role needs to write the sums. It refuses other
 * tables, because anybody may attach this trigger to a table of their own. `enable_seqscan = off`: a plan
 * that a session made while the table was empty would scan it from end to end after that session has filled
 * it.
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
