import { Migration } from '@mikro-orm/migrations';
import { linkAfter } from './audit/audit-link.ts';
import { SET_LOCK_TIMEOUT } from './lock-timeout.ts';

/**
 * Adds columns for a hash chain over each organization's audit entries, which makes tampering evident
 * (docs/audit.md). The next migration chains the existing entries and turns the trigger on.
 */
export class Migration20261127000000AuditChain extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of [
      ...heads,
      ...chain,
      'alter table audit_entries add column seq bigint, add column hash bytea',
    ])
      this.addSql(statement);
  }
}

const heads = [
  // Every new entry updates its organization's row. Free space in the page allows HOT updates.
  'create table "audit_heads" ("org_id" int not null, "seq" bigint not null, "hash" bytea not null, primary key ("org_id")) with (fillfactor = 50)',
  'alter table audit_heads enable row level security',
  'alter table audit_heads force row level security',
  `create policy own_organization on audit_heads to readyroom_app using (org_id = nullif(current_setting('app.org_id', true), '')::int)`,
  // For the owner, as which the trigger writes. The role itself has no privileges on the table.
  'create policy every_organization on audit_heads to readyroom_directory using (true)',
  'grant select on audit_heads to readyroom_app',
];

/**
 * After waiting for the row's lock, PostgreSQL evaluates these expressions again on the changed row. A writer
 * that waited thus draws a new id, which keeps the ids in chain order.
 */
const NEXT_LINK = { seq: 'head.seq + 1', id: "nextval('audit_entries_id_seq')" };

/**
 * The lock on the head row serializes an organization's entries until commit. Ids are drawn under that lock,
 * so they are in chain order. Values for id, seq and hash in an insert are overwritten. SECURITY DEFINER: it
 * writes as the owner, so no other role needs to write the heads. It refuses other tables, because anybody
 * may attach this trigger to a table of their own.
 */
const chain = [
  `create function chain_audit_entry() returns trigger
   language plpgsql security definer set enable_seqscan = off as $$
   begin
     if tg_relid <> 'audit_entries'::regclass then
       raise exception 'audit_heads are those of audit_entries alone' using errcode = 'insufficient_privilege';
     end if;
     loop
       update audit_heads as head set seq = head.seq + 1, hash = ${linkAfter('head.hash', 'new', NEXT_LINK)}
       where org_id = new.org_id returning seq, hash into new.seq, new.hash;
       exit when found;
       insert into audit_heads values (new.org_id, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
     end loop;
     new.id := currval('audit_entries_id_seq');
     return new;
   end $$`,
  `do $$ begin
     execute format('alter function chain_audit_entry() set search_path = pg_catalog, %I, pg_temp', current_schema());
   end $$`,
];
