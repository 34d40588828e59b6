import { Migration } from '@mikro-orm/migrations';
import { linkAfter } from './audit-link.ts';
import { PATIENCE } from './patience.ts';

/**
 * Room for a chain of hashes through each organization's audit entries, so that tampering shows (docs/audit.md). The next migration
 * chains what was there before, and from then on every new entry.
 */
export class Migration20261127000000AuditChain extends Migration {
  override up() {
    this.addSql(PATIENCE);
    for (const statement of [
      ...heads,
      ...chain,
      'alter table audit_entries add column seq bigint, add column hash bytea',
    ])
      this.addSql(statement);
  }
}

const heads = [
  // Every new entry changes its organization's row: with room left in the page, that is done without the index.
  'create table "audit_heads" ("org_id" int not null, "seq" bigint not null, "hash" bytea not null, primary key ("org_id")) with (fillfactor = 50)',
  'alter table audit_heads enable row level security',
  'alter table audit_heads force row level security',
  `create policy own_organization on audit_heads to readyroom_app using (org_id = nullif(current_setting('app.org_id', true), '')::int)`,
  // For the owner, as whom the trigger writes. The role itself is granted nothing.
  'create policy every_organization on audit_heads to readyroom_directory using (true)',
  'grant select on audit_heads to readyroom_app',
];

/** Whoever had to wait for their turn is given another id: PostgreSQL works out again what depends on a row that has changed meanwhile. */
const AS_IT_BECOMES = { seq: 'head.seq + 1', id: "nextval('audit_entries_id_seq')" };

/**
 * One organization's entries come one after the other, from here to the end of their commit. Ids are taken in turn as well, so that they
 * are in the chain's order; what an insert says of id, seq and hash does not count. As the owner, so that nobody else need be let write
 * the heads, and for no other table, since anybody may give a table of their own this trigger.
 */
const chain = [
  `create function chain_audit_entry() returns trigger
   language plpgsql security definer set enable_seqscan = off as $$
   begin
     if tg_relid <> 'audit_entries'::regclass then
       raise exception 'audit_heads are those of audit_entries alone' using errcode = 'insufficient_privilege';
     end if;
     loop
       update audit_heads as head set seq = head.seq + 1, hash = ${linkAfter('head.hash', 'new', AS_IT_BECOMES)}
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
