import { Migration } from '@mikro-orm/migrations';
import { definerFunction } from './statements/definer-function.ts';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/**
 * Closes a minute of repeated refusals by the database's clock alone. By the minute of a node whose clock is
 * behind, the same minute would be closed again and again while it lasts.
 */
export class Migration20261130020000CloseMinutesByOneClock extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of [...column, ...functions]) this.addSql(statement);
  }
}

/** When the minute's first repeats were written. What is added to them leaves it alone. */
const column = ['alter table audit_repeats add column "counted_at" timestamptz not null default now()'];

/** The minute has ended on its node, which writes what it counted within a second. */
export const IS_CLOSED = `counted_at < now() - interval '65 seconds'`;

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
    body: `return (select extract(epoch from now() - interval '65 seconds' - min(counted_at)) from audit_repeats where ${IS_CLOSED});`,
  }),
];
