import { view } from '../platform/use-case.ts';
import { isAdmin } from '../platform/viewer.ts';
import { type NamedRecord, nameOf, readAccountsOf } from './linked-to.ts';

/** Lists the accounts that are linked to a record of the viewer's organization, the oldest first. */
export const listLinkedAccounts = view({
  action: 'see the linked accounts',
  about: nameOf,
  subject: () => null,
  allow: isAdmin,
  read: ({ db }, _all, record: NamedRecord) => readAccountsOf(db, record),
});
