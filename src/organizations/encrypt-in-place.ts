import type { Keyring } from '../config/keyring.ts';
import { asOrganization } from '../platform/database/as-viewer.ts';
import type { Db } from '../platform/database/db.ts';
import { update } from '../platform/database/write.ts';
import { OrgSetting } from './org-setting.entity.ts';
import { placeOf } from './place-of.ts';
import { seal } from './secret-box.ts';

type StoredSetting = Pick<OrgSetting, 'orgId' | 'configKey' | 'configValue'>;

/**
 * Encrypts a secret that was stored in plain text, in its own transaction. Does nothing if the value has
 * changed since it was read.
 */
export const encryptInPlace = (database: Db, keyring: Keyring) => async (stored: StoredSetting) => {
  const db = asOrganization(database, stored.orgId);
  const configValue = seal(keyring, placeOf(stored.orgId, stored.configKey), stored.configValue);
  await db.apply(update(db, OrgSetting, stored, { configValue }));
};
