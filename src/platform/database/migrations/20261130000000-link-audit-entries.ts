import { Migration } from '@mikro-orm/migrations';
import { linkAfter } from './audit/audit-link.ts';
import { definerFunction } from './definer-function.ts';
import { SET_LOCK_TIMEOUT } from './lock-timeout.ts';

/**
 * An audit entry is chained after its commit, so no two commits of an organization wait for each other
 * (docs/decisions/0022). The trigger leaves an entry without a place, and `link_audit_entries`, which one node
 * calls at a time, gives it one. Nodes of the release before insert through the same trigger.
 */
export class Migration20261130000000LinkAuditEntries extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of [...indexes, ...policies, ...onlyLinked, draft, ...functions])
      this.addSql(statement);
  }
}

const indexes = [
  'create index if not exists "audit_entries_org_id_seq_id_index" on "audit_entries" ("org_id", "seq", "id")',
  'create index if not exists "audit_entries_unlinked" on "audit_entries" ("org_id", "id") where seq is null',
  // One entry for each person, appointment and hour in which a note is read, and for each person and hour in
  // which the audit log is, whichever node writes it.
  `create unique index if not exists "audit_entries_reads" on "audit_entries"
     ("org_id", "actor", "action", coalesce("appointment_id", -1), date_trunc('hour', "at" at time zone 'UTC'))
   where allowed and (action = 'read a SOAP note' or action = 'read the audit log' and appointment_id is null)`,
];

const policies = [
  // For the owner, as which the functions below work: they set it for themselves. An owner who looks around
  // sees no entries. The role itself has no privileges on the table.
  "create policy every_organization on audit_entries to readyroom_directory using (current_setting('app.every_organization', true) = 'on')",
];

/** As before, nobody changes an entry. Its place in the chain is set once, and nothing else with it. */
const onlyLinked = [
  `create function refuse_all_but_link() returns trigger language plpgsql as $$
   begin
     if old.seq is null and old.hash is null then
       old.seq := new.seq;
       old.hash := new.hash;
       if old is not distinct from new then return new; end if;
     end if;
     raise exception 'audit_entries only grows: % is refused', tg_op using errcode = 'insufficient_privilege';
   end $$`,
  'drop trigger audit_entries_append_only on audit_entries',
  'create trigger audit_entries_append_only before delete or truncate on audit_entries for each statement execute function refuse_audit_change()',
  'create trigger audit_entries_only_linked before update on audit_entries for each row execute function refuse_all_but_link()',
];

/** It keeps its name, as its trigger does. An entry gets an id of ours, and waits for its place. */
const draft = `create or replace function chain_audit_entry() returns trigger language plpgsql as $$
   begin
     if tg_relid <> 'audit_entries'::regclass then
       raise exception 'audit_heads are those of audit_entries alone' using errcode = 'insufficient_privilege';
     end if;
     new.id := nextval('audit_entries_id_seq');
     new.seq := null;
     new.hash := null;
     return new;
   end $$`;

/** The oldest entry of each organization that has some without a place. It reads one row for each. */
const oldest = (column: string) => `
  with recursive oldest as (
    (select org_id, id, at from audit_entries where seq is null order by org_id, id limit 1)
    union all
    select next.* from oldest, lateral (
      select org_id, id, at from audit_entries where seq is null and org_id > oldest.org_id order by org_id, id limit 1
    ) as next
  ) select ${column} from oldest`;

const NOTHING = `decode(repeat('00', 32), 'hex')`;

/**
 * Links entries of each organization, in the order of their ids, and returns how many. Organizations share
 * `most` evenly, and the oldest entry's comes first. A head that another transaction holds is skipped.
 * - Tables are locked in one order, as everybody else does who locks both.
 * - An id that was never drawn is not one of ours. Such a row stays without a place, and `verify` shows it.
 * - If one organization's chain cannot be continued, the others' are.
 */
export const linkAuditEntries = (fields: { subject?: string } = {}) =>
  definerFunction('link_audit_entries(most int) returns int', {
    declare: `
     drawn bigint;
     orgs int[];
     org int;
     head audit_heads;
     entry audit_entries;
     here int;
     linked int := 0;`,
    body: `
     lock table audit_entries in row exclusive mode;
     select last_value into drawn from audit_entries_id_seq;
     orgs := array(${oldest('org_id')} order by id);
     foreach org in array orgs loop
       begin
         insert into audit_heads values (org, 0, ${NOTHING}) on conflict do nothing;
         select * into head from audit_heads where org_id = org for update skip locked;
         continue when not found;
         here := 0;
         for entry in
           select * from audit_entries where org_id = org and seq is null and hash is null and id between 1 and drawn
           order by id limit greatest(1, most / cardinality(orgs))
         loop
           entry.seq := head.seq + 1;
           head.hash := ${linkAfter('head.hash', 'entry', fields)};
           head.seq := entry.seq;
           update audit_entries set seq = head.seq, hash = head.hash where id = entry.id;
           here := here + 1;
         end loop;
         update audit_heads set seq = head.seq, hash = head.hash where org_id = org and seq <> head.seq;
         linked := linked + here;
       exception when others then
         raise warning 'the audit log of organization % cannot be continued: %', org, sqlerrm;
       end;
     end loop;
     return linked;`,
  });

const functions = [
  ...linkAuditEntries(),
  /** For how long the oldest entry has waited for its place, in seconds, by its own time. */
  ...definerFunction('audit_entries_waiting() returns double precision', {
    body: `return (select extract(epoch from now() - min(at)) from (${oldest('at')}) as waiting);`,
  }),
  /** Every organization that has entries or a head, whether it still exists or not. */
  ...definerFunction('audited_organizations() returns setof int', {
    body: `
   return query with recursive orgs as (
     select min(org_id) as org from audit_entries
     union all
     select (select min(org_id) from audit_entries where org_id > org) from orgs where org is not null
   )
   select org from orgs where org is not null union select org_id from audit_heads;`,
  }),
];
