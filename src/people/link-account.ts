import type { Db } from '../platform/database/db.ts';
import { upsert } from '../platform/database/write.ts';
import { type Account, Role } from '../platform/viewer.ts';
import { canonicalEmail } from './email-address.ts';
import type { FoundRecord } from './find-records.ts';
import { LinkedAccount } from './linked-account.entity.ts';

/** PostgreSQL's disk_full and read_only_sql_transaction. */
const CANNOT_SAVE = ['53100', '25006'];

/**
 * Links the account to the records that its address has found, so that the address is not asked again.
 * Returns all the records.
 */
export async function linkAccount(db: Db, account: Account | undefined, records: FoundRecord[]) {
  const byAddress = records.filter(({ sought }) => sought.email !== undefined);
  if (!account || byAddress.length === 0) return records;
  try {
    await Promise.all(byAddress.map((record) => db.apply(link(db, account, record))));
  } catch (error) {
    // While nothing can be saved, people can still come in by their address.
    if (error instanceof Error && 'code' in error && CANNOT_SAVE.includes(String(error.code))) return records;
    throw error;
  }
  return records.map((record) => {
    const { role, id, email } = record.sought;
    return email === undefined ? record : { ...record, sought: { role, id, account } };
  });
}

/** Replaces a link that holds no more. Two nodes that see the account at once write the same. */
const link = (db: Db, account: Account, { role, id, orgId, email }: FoundRecord) =>
  upsert(
    db,
    LinkedAccount,
    {
      ...account,
      orgId,
      role,
      providerId: role === Role.PROVIDER ? id : null,
      patientId: role === Role.PATIENT ? id : null,
      administratorId: role === Role.ADMIN ? id : null,
      email: canonicalEmail(email ?? ''),
      linkedAt: new Date(),
    },
    ['providerId', 'patientId', 'administratorId', 'email', 'linkedAt'],
  );
