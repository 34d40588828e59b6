import { Migration } from '@mikro-orm/migrations';
import { definerFunction } from './statements/definer-function.ts';

/**
 * Counts refusals that are repeated within a minute, outside of the audit log, and closes each minute with one
 * entry (docs/audit.md).
 */
export class Migration20261130000100CountRepeatedRefusals extends Migration {
  override up() {
    for (const statement of [...table, ...functions]) this.addSql(statement);
  }
}

const table = [
  'create table "audit_repeats" ("org_id" int not null, "entry_id" bigint not null, "minute" timestamptz(3) not null, "count" int not null, primary key ("org_id", "entry_id"))',
  'alter table audit_repeats enable row level security',
  'alter table audit_repeats force row level security',
  `create policy own_organization on audit_repeats to readyroom_app using (org_id = nullif(current_setting('app.org_id', true), '')::int)`,
  "create policy every_organization on audit_repeats to readyroom_directory using (current_setting('app.every_organization', true) = 'on')",
  'grant select, insert, update on audit_repeats to readyroom_app',
];

/** Five seconds after its end, when every node has written what it counted. */
const IS_CLOSED = `minute < now() - interval '65 seconds'`;

const functions = [
  /**
   * Writes the entries of closed minutes, which repeat the first entry, and returns how many rows it took.
   * Tables are locked in one order, as everybody else does who locks both.
   */
  ...definerFunction('close_audit_minutes() returns int', {
    declare: 'done int;',
    body: `
   lock table audit_entries in row exclusive mode;
   with closed as (
     delete from audit_repeats where (org_id, entry_id) in (select org_id, entry_id from audit_repeats where ${IS_CLOSED} limit 1000) returning *
   ), entries as (
     insert into audit_entries (org_id, at, actor, action, appointment_id, door, allowed, code, detail, request_id)
     select first.org_id, now(), first.actor, first.action, first.appointment_id, first.door, false, first.code,
       format('%s more in the minute from %s', closed.count, to_char(minute at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
       first.request_id
     from closed join audit_entries first
       on first.id = entry_id and first.org_id = closed.org_id and date_trunc('minute', first.at) = minute
     order by first.id
   )
   select count(*) into done from closed;
   return done;`,
  }),
  /** For how long a closed minute has waited, in seconds. */
  ...definerFunction('audit_minutes_waiting() returns double precision', {
    body: `return (select extract(epoch from now() - interval '65 seconds' - min(minute)) from audit_repeats where ${IS_CLOSED});`,
  }),
];
