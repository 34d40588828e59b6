import { remove } from '../platform/database/write.ts';
import { change } from '../platform/use-case.ts';
import { isAdmin } from '../platform/viewer.ts';
import { LinkedAccount } from './linked-account.entity.ts';
import { linkedTo, type NamedRecord, nameOf, readAccountsOf } from './linked-to.ts';

/**
 * Unlinks all accounts from a record of the viewer's organization. Each is linked anew when it is next seen,
 * by the address that its token has then. Unlinking twice is harmless. Returns how many there were.
 */
export const unlinkAccounts = change({
  action: 'unlink accounts',
  about: nameOf,
  subject: () => null,
  allow: isAdmin,
  async run({ db, audit }, _all, record: NamedRecord) {
    const accounts = await readAccountsOf(db, record);
    db.write(remove(db, LinkedAccount, linkedTo(record)));
    audit.detail = nameOf(record);
    return accounts.length;
  },
});
