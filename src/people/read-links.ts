import type { FilterQuery } from '@mikro-orm/core';
import type { Reader } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import { administratorRow } from './administrator.entity.ts';
import { canonicalEmail } from './email-address.ts';
import { type LinkedAccount, linkedAccountRow } from './linked-account.entity.ts';
import { patientRow } from './patient.entity.ts';
import { providerRow } from './provider.entity.ts';

const people = {
  provider: { by: 'providerId', row: providerRow },
  patient: { by: 'patientId', row: patientRow },
  administrator: { by: 'administratorId', row: administratorRow },
} as const;

/**
 * Reads links of accounts with their records. A link holds while its record is of the organization and has
 * the address that it was found by. Correcting an address undoes what the wrong one has linked.
 */
export async function readLinks(db: Reader, where: FilterQuery<LinkedAccount>) {
  const links = await readRows(db, linkedAccountRow, { where, joins: people });
  return links.flatMap(({ provider, patient, administrator, ...link }) => {
    const record = provider ?? patient ?? administrator;
    const holds = record?.orgId === link.orgId && canonicalEmail(record.email ?? '') === link.email;
    return holds ? [{ ...link, record }] : [];
  });
}
