import { type Reader, Transaction } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import type { JitsiOptions } from './jitsi/jitsi-options.ts';
import { orgSettingRow } from './org-setting.entity.ts';
import { placeOf } from './place-of.ts';
import { isSealed, unseal } from './secret-box.ts';
import { isOlderSpelling, isSecret, settingOf } from './settings.ts';

/**
 * Marks a secret that cannot be decrypted. It differs from "not set": the server's default must not replace
 * it.
 */
export const UNREADABLE = Symbol('unreadable');

/** Values by current setting name. */
export type OwnSettings = ReadonlyMap<string, string | typeof UNREADABLE>;

/** The parts of a context that `readSettings` needs. */
export interface SettingsContext {
  db: Reader;
  video: Pick<JitsiOptions, 'keyring' | 'encryptInPlace'>;
}

/**
 * Reads an organization's own settings under their current names, with secrets decrypted. Encrypts secrets
 * that were stored in plain text.
 */
export async function readSettings({ db, video }: SettingsContext, orgId: number): Promise<OwnSettings> {
  const rows = await readRows(db, orgSettingRow, { where: { orgId } });
  rows.sort((a, b) => Number(isOlderSpelling(b.configKey)) - Number(isOlderSpelling(a.configKey)));

  const found = new Map<string, string | typeof UNREADABLE>();
  for (const { configKey, configValue } of rows) {
    const setting = settingOf(configKey);
    if (!setting) continue;
    if (!isSecret(setting)) found.set(setting, configValue);
    else if (isSealed(configValue))
      found.set(setting, unseal(video.keyring, placeOf(orgId, configKey), configValue) ?? UNREADABLE);
    else {
      found.set(setting, configValue);
      const encrypting = video.encryptInPlace({ orgId, configKey, configValue });
      // Inside a transaction, do not wait: the embedded database has one connection, so the update runs after
      // the transaction. It has its own, so that a rollback does not undo it. If it fails, the next read
      // tries again.
      if (db instanceof Transaction) encrypting.catch(() => {});
      else await encrypting;
    }
  }
  return found;
}
