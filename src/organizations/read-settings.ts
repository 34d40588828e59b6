import type { Secrets } from '../config/config.ts';
import { type Db, Transaction } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import { update } from '../platform/database/write.ts';
import { OrgSetting, orgSettingRow } from './org-setting.entity.ts';
import { isSealed, seal, unseal } from './secret-box.ts';
import { isOlderSpelling, isSecret, settingOf } from './settings.ts';

/** A secret that was sealed with another key or for another place. Kept apart from "not set": it must never be fallen back from. */
export const UNREADABLE = Symbol('unreadable');

/** By their present names. */
export type OwnSettings = ReadonlyMap<string, string | typeof UNREADABLE>;

export const placeOf = (orgId: number, configKey: string) => `org_config/${orgId}/${configKey}`;

/** An organization's own settings under their present names, secrets decrypted. One found in clear is encrypted on the way. */
export async function readSettings(
  { db, secrets }: { db: Db; secrets: Secrets },
  orgId: number,
): Promise<OwnSettings> {
  const rows = await readRows(db, orgSettingRow, { where: { orgId } });
  rows.sort((a, b) => Number(isOlderSpelling(b.configKey)) - Number(isOlderSpelling(a.configKey)));

  const found = new Map<string, string | typeof UNREADABLE>();
  for (const { configKey, configValue } of rows) {
    const setting = settingOf(configKey);
    if (!setting) continue;
    found.set(
      setting,
      isSecret(setting) ? await openSecret(db, secrets, orgId, configKey, configValue) : configValue,
    );
  }
  return found;
}

async function openSecret(
  db: Db,
  { keyring }: Secrets,
  orgId: number,
  configKey: string,
  configValue: string,
) {
  const place = placeOf(orgId, configKey);
  if (isSealed(configValue)) return unseal(keyring, place, configValue) ?? UNREADABLE;
  // Only if it still says the same, so that a value written in between is not lost.
  const sealed = update(
    db,
    OrgSetting,
    { orgId, configKey, configValue },
    { configValue: seal(keyring, place, configValue) },
  );
  const sealing = db.as(db.viewpoint).ask(sealed);
  // A refused visit is rolled back, and the embedded database has one connection: inside a transaction it happens right after it.
  // If this fails, the next read tries again.
  if (db instanceof Transaction) sealing.catch(() => {});
  else await sealing;
  return configValue;
}
