import { type Reader, Transaction } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import type { JitsiOptions } from './jitsi/jitsi-options.ts';
import { orgSettingRow } from './org-setting.entity.ts';
import { placeOf } from './place-of.ts';
import { isSealed, unseal } from './secret-box.ts';
import { isOlderSpelling, isSecret, settingOf } from './settings.ts';

/** A secret that was sealed with another key or for another place. Kept apart from "not set": it must never be fallen back from. */
export const UNREADABLE = Symbol('unreadable');

/** By their present names. */
export type OwnSettings = ReadonlyMap<string, string | typeof UNREADABLE>;

/** What it takes to read an organization's settings. */
export interface SettingsContext {
  db: Reader;
  video: Pick<JitsiOptions, 'keyring' | 'encryptInPlace'>;
}

/** An organization's own settings under their present names, secrets decrypted. One found in clear is encrypted on the way. */
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
      // A refused visit is rolled back, and the embedded database has one connection: inside a transaction it happens
      // right after it. If it fails there, the next read tries again.
      if (db instanceof Transaction) encrypting.catch(() => {});
      else await encrypting;
    }
  }
  return found;
}
