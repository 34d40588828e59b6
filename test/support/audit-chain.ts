import { auditHeadRow } from '../../src/audit/audit-head.entity.ts';
import { linkEntries } from '../../src/audit/link-entries.ts';
import type { Head } from '../../src/audit/verify-chain.ts';
import { verifyOrganization } from '../../src/audit/verify-organization.ts';
import { asViewer } from '../../src/platform/database/as-viewer.ts';
import type { Database } from '../../src/platform/database/database.ts';
import { Migration20261127000100ChainAuditEntries } from '../../src/platform/database/migrations/20261127000100-chain-audit-entries.ts';
import { linkAfter } from '../../src/platform/database/migrations/audit/audit-link.ts';
import { readRow, tryLease } from '../../src/platform/database/read.ts';
import { Role } from '../../src/platform/viewer.ts';

/** The database as the server works in it for an organization. */
export function inOrganization({ db }: Database, orgId: number) {
  return asViewer(db, {
    identity: 'admin-1',
    orgId,
    roles: [Role.ADMIN],
    name: 'Admin',
    expiresAt: new Date(8.64e15),
  });
}

/** What the database would have linked within a second, linked now. What then has no place gets none. */
export async function link({ db }: Database) {
  for (;;) {
    const transaction = db.begin();
    // A server may be at it.
    const isOurs = await tryLease(transaction, linkEntries.name);
    const hasMore = !isOurs || (await linkEntries.run(transaction, () => {}));
    await transaction.commit();
    if (!hasMore) return;
  }
}

/** An organization's chain checked against its own table, and against heads that were kept elsewhere. */
export async function check(
  database: Database,
  orgId = 1,
  { heads = [], after }: { heads?: Head[]; after?: Head } = {},
) {
  await link(database);
  const options = { heads, after, patienceMs: 0 };
  const { count, finding } = await verifyOrganization(inOrganization(database, orgId), orgId, options);
  return finding ? { kind: finding.kind, seq: finding.seq } : { count };
}

/** How far an organization's chain goes, to be kept elsewhere. */
export async function headOf(database: Database, orgId = 1) {
  await link(database);
  const head = await readRow(inOrganization(database, orgId), auditHeadRow, { orgId });
  if (!head) throw new Error(`Organization ${orgId} has no entries`);
  return { ...head, name: 'a head kept elsewhere' };
}

const BY_MIGRATION = linkAfter('previous', 'entry');
const WITH_SUBJECT = linkAfter('previous', 'entry', { subject: 'entry.subject' });

/** What chained the entries that were there before the chain was. */
export function chainAnew({ orm }: Database) {
  const migration = new Migration20261127000100ChainAuditEntries(orm.em.getDriver(), orm.config);
  migration.up();
  return [
    'drop trigger audit_entries_chain on audit_entries',
    'delete from audit_heads',
    // With the subject, which entries did not have at that time.
    ...migration.getQueries().map((statement) => String(statement).replace(BY_MIGRATION, WITH_SUBJECT)),
  ];
}

/** As somebody who owns the tables and switches off on purpose what keeps the log from being changed. */
export async function tamper({ em }: Database, ...statements: string[]) {
  await em.fork().transactional(async (transaction) => {
    await transaction.execute('alter table audit_entries disable trigger user');
    for (const statement of statements) await transaction.execute(statement);
    await transaction.execute('alter table audit_entries enable trigger user');
  });
}
