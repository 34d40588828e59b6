import { Migration } from '@mikro-orm/migrations';
import { linkAfter } from './audit/audit-link.ts';
import { SET_LOCK_TIMEOUT } from './lock-timeout.ts';

/**
 * Chains the existing entries in the order of their ids, and then every new one. Changes wait until it is
 * done, because an entry's hash depends on the one before. Reads do not wait (docs/migrations.md says how
 * long it takes).
 */
export class Migration20261127000100ChainAuditEntries extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of chainExistingEntries) this.addSql(statement);
  }
}

const chainExistingEntries = [
  'alter table audit_entries disable trigger audit_entries_append_only',
  `create or replace function pg_temp.link_after(previous bytea, number bigint, entry audit_entries) returns bytea language plpgsql as $$
   begin
     entry.seq := number;
     return ${linkAfter('previous', 'entry')};
   end $$`,
  // Used as a window function, so each row continues from the hash of the row before.
  `create or replace aggregate pg_temp.chain_of(bigint, audit_entries) (sfunc = pg_temp.link_after, stype = bytea, initcond = '\\x${'00'.repeat(32)}')`,
  // Row-level security shows even the owner one organization at a time (docs/decisions/0012).
  `do $$
   declare
     org int;
   begin
     for org in select id from organizations order by id loop
       perform set_config('app.org_id', org::text, true);
       update audit_entries set seq = number, hash = chained.hash from (
         select id as chained_id, number, pg_temp.chain_of(number, entry) over (order by number rows unbounded preceding) as hash
         from (select id, row_number() over (order by id) as number, entry from audit_entries as entry where org_id = org) as numbered
       ) as chained where id = chained_id;
       insert into audit_heads select org_id, seq, hash from audit_entries where org_id = org order by id desc limit 1;
     end loop;
     perform set_config('app.org_id', '', true);
   end $$`,
  'alter table audit_entries enable trigger audit_entries_append_only',
  'create trigger audit_entries_chain before insert on audit_entries for each row execute function chain_audit_entry()',
];
