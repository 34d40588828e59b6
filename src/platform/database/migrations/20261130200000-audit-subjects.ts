import { Migration } from '@mikro-orm/migrations';
import { linkAuditEntries } from './20261130000000-link-audit-entries.ts';
import { IS_CLOSED } from './20261130020000-close-minutes-by-one-clock.ts';
import { definerFunction } from './statements/definer-function.ts';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/**
 * Says in each new audit entry what it is about. The hash covers it, so the functions that link entries and
 * repeat refusals are made again. Earlier entries have no subject, and keep their hashes.
 */
export class Migration20261130200000AuditSubjects extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    this.addSql('alter table audit_entries add column "subject" text null');
    for (const statement of [...linkAuditEntries({ subject: 'entry.subject' }), ...closeAuditMinutes])
      this.addSql(statement);
  }
}

/** As before, with the subject of the first entry. */
const closeAuditMinutes = definerFunction('close_audit_minutes() returns int', {
  declare: 'done int;',
  body: `
   lock table audit_entries in row exclusive mode;
   with closed as (
     delete from audit_repeats where (org_id, entry_id) in (select org_id, entry_id from audit_repeats where ${IS_CLOSED} limit 1000) returning *
   ), entries as (
     insert into audit_entries (org_id, at, actor, action, appointment_id, subject, door, allowed, code, detail, request_id)
     select first.org_id, now(), first.actor, first.action, first.appointment_id, first.subject, first.door, false, first.code,
       format('%s more in the minute from %s', closed.count, to_char(minute at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
       first.request_id
     from closed join audit_entries first
       on first.id = entry_id and first.org_id = closed.org_id and date_trunc('minute', first.at) = minute
     order by first.id
   )
   select count(*) into done from closed;
   return done;`,
});
