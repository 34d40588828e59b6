import type { Reader } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import { Role } from '../platform/viewer.ts';
import { linkedAccountRow } from './linked-account.entity.ts';

/** A record, named as in `patient-89`. */
export interface NamedRecord {
  role: Role;
  id: number;
}

const columnOf = {
  [Role.PROVIDER]: 'providerId',
  [Role.PATIENT]: 'patientId',
  [Role.ADMIN]: 'administratorId',
} as const;

/** As the audit log names it. */
export const nameOf = ({ role, id }: NamedRecord) => `${role.toLowerCase()}-${id}`;

/** The condition for the accounts that are linked to a record. */
export const linkedTo = ({ role, id }: NamedRecord) => ({ [columnOf[role]]: id });

/** Reads the accounts that are linked to a record of the viewer's organization, the oldest first. */
export const readAccountsOf = (db: Reader, record: NamedRecord) =>
  readRows(db, linkedAccountRow, { where: linkedTo(record), orderBy: ['linkedAt'] });
