import type { Reader } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import { orgSettingRow } from './org-setting.entity.ts';
import { isSecret, settingOf } from './settings.ts';

/**
 * Reads an organization's secrets as stored, under current and older keys. `lock` locks the rows until the
 * transaction ends.
 */
export async function readSecrets(db: Reader, orgId: number, { lock = false } = {}) {
  const rows = await readRows(db, orgSettingRow, { where: { orgId }, lock });
  return rows.filter(({ configKey }) => isSecret(settingOf(configKey) ?? ''));
}
