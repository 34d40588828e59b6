import { Migration } from '@mikro-orm/migrations';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/**
 * `telehealth_days` counts the completed visits of every type, each type by itself. Who reads it asks which
 * types are by video, so that a change of the organization's list counts at once, also for earlier visits
 * (docs/decisions/0015). The next migration counts the earlier visits of other types. No release has read the
 * table yet.
 */
export class Migration20261201100100DaysByVisitType extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    // Whoever writes now has finished before the functions change, so the next migration misses nobody.
    this.addSql('lock table appointments in share row exclusive mode');
    // Only visits of this type have been counted so far.
    this.addSql(`alter table telehealth_days add column visit_type text not null default 'Telehealth'`);
    this.addSql('alter table telehealth_days alter column visit_type drop default');
    for (const statement of [recount, ...writes.flatMap(countAfter)]) this.addSql(statement);
  }
}

const key = 'org_id, everyone, provider_id, day, scale, visit_type';

/** As before, but of every type. */
const visits = (appointments: string, sign: '+' | '-' = '+') => `
  select org_id, provider_id, appointment_start_date as day, scale(minutes) as scale, visit_type, ${sign}1 as sessions, ${sign}minutes as minutes
  from ${appointments}, lateral (select extract(epoch from appointment_end_time - appointment_start_time) / 60 as minutes) as booked
  where status = 'COMPLETED' and isfinite(appointment_start_time) and isfinite(appointment_end_time)`;

const NOT_NOTHING = 'having sum(sessions) <> 0 or sum(minutes) <> 0';
const sums = (visitRows: string) => `
  select org_id, grouping(provider_id) = 1 as everyone, coalesce(provider_id, 0) as provider_id, day, scale, visit_type,
         sum(sessions) as sessions, sum(minutes) as minutes
  from (${visitRows}) as visits
  group by grouping sets ((org_id, provider_id, day, scale, visit_type), (org_id, day, scale, visit_type)) ${NOT_NOTHING}`;

const recount = `create or replace function recount_telehealth_days() returns void language sql as $$
  select pg_advisory_xact_lock(hashtext('telehealth_days'));
  insert into telehealth_days (${key}, sessions, minutes)
  select ${key}, sum(sessions), sum(minutes)
  from (${sums(visits('appointments'))} union all select ${key}, -sessions, -minutes from telehealth_days) as differences
  group by ${key} ${NOT_NOTHING} order by ${key}
$$`;

const add = (changes: string) => `
  for change in ${sums(changes)} loop
    update telehealth_days set sessions = sessions + change.sessions, minutes = minutes + change.minutes
    where (${key}, part) = (
      select ${key}, part from telehealth_days
      where (${key}) = (change.org_id, change.everyone, change.provider_id, change.day, change.scale, change.visit_type)
        and current_setting('transaction_isolation') = 'read committed'
      limit 1 for update skip locked);
    if not found then
      insert into telehealth_days (${key}, sessions, minutes)
      values (change.org_id, change.everyone, change.provider_id, change.day, change.scale, change.visit_type, change.sessions, change.minutes);
    end if;
  end loop;`;

const [added, removed] = [visits('added'), visits('removed', '-')];
const writes = [
  { write: 'insert', task: add(added) },
  { write: 'update', task: add(`${removed} union all ${added}`) },
  { write: 'delete', task: add(removed) },
];

/** The triggers and their reasons are those of `20261126000000-telehealth-days.ts`. */
const countAfter = ({ write, task }: (typeof writes)[number]) => [
  `create or replace function count_telehealth_${write}() returns trigger
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
];
