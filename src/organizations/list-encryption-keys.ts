import { view } from '../platform/use-case.ts';
import { isAdmin } from '../platform/viewer.ts';
import { placeOf } from './place-of.ts';
import { readSecrets } from './read-secrets.ts';
import { isSealed, isUnderNewest, keyIdOf, unseal } from './secret-box.ts';

/** The encryption state of one stored secret, without its value. */
export interface SecretState {
  /** The id of the key that encrypts it. */
  under: string | 'no key' | 'an unknown key';
  isReadable: boolean;
  /** Whether it is encrypted with the newest key, in the current format. */
  isNewest: boolean;
}

/** Lists which key encrypts each secret of the viewer's organization. */
export const listEncryptionKeys = view({
  action: 'see the encryption keys',
  subject: () => null,
  allow: isAdmin,
  async read({ db, viewer, video: { keyring } }, _all, _input: object): Promise<SecretState[]> {
    const rows = await readSecrets(db, viewer.orgId);
    return rows.map(({ orgId, configKey, configValue }) => {
      if (!isSealed(configValue)) return { under: 'no key', isReadable: true, isNewest: false };
      const place = placeOf(orgId, configKey);
      return {
        under: keyIdOf(keyring, place, configValue) ?? 'an unknown key',
        isReadable: unseal(keyring, place, configValue) !== undefined,
        isNewest: isUnderNewest(keyring, configValue),
      };
    });
  },
});
