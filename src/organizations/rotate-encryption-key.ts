import { update } from '../platform/database/write.ts';
import { change } from '../platform/use-case.ts';
import { isAdmin } from '../platform/viewer.ts';
import { OrgSetting } from './org-setting.entity.ts';
import { placeOf } from './place-of.ts';
import { readSecrets } from './read-secrets.ts';
import { isSealed, isUnderNewest, rewrap, seal } from './secret-box.ts';

/**
 * Re-encrypts the secrets of the viewer's organization with the newest key, all or none. Secrets that no key
 * can decrypt stay unchanged. Running it again is harmless. Returns the number of re-encrypted secrets.
 */
export const rotateEncryptionKey = change({
  action: 'rotate the encryption key',
  subject: () => null,
  allow: isAdmin,
  async run({ db, viewer: { orgId }, video: { keyring }, audit }, _all, _input: object) {
    let rotated = 0;
    for (const { configKey, configValue } of await readSecrets(db, orgId, { lock: true })) {
      if (isUnderNewest(keyring, configValue)) continue;
      const anew = (isSealed(configValue) ? rewrap : seal)(keyring, placeOf(orgId, configKey), configValue);
      if (anew === undefined) continue;
      db.write(update(db, OrgSetting, { orgId, configKey }, { configValue: anew }));
      rotated++;
    }
    audit.detail = `${rotated} under key ${keyring[0].id}`;
    return rotated;
  },
});
