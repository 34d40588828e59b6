import { readRow } from '../platform/database/read.ts';
import { organizationRow } from './organization.entity.ts';
import { type OwnSettings, readSettings, type SettingsContext } from './read-settings.ts';
import { settings } from './settings.ts';

/**
 * Reads an organization's own settings, also those that are columns of the organization. A column with its
 * default counts as not set.
 */
export async function readOrganization(ctx: SettingsContext, orgId: number): Promise<OwnSettings> {
  const [own, organization] = await Promise.all([
    readSettings(ctx, orgId),
    readRow(ctx.db, organizationRow, { id: orgId }),
  ]);
  const all = new Map(own);
  for (const [key, { column, default: unset = null }] of settings) {
    if (!column) continue;
    const value = organization?.[column] ?? null;
    if (value === null || value === unset) all.delete(key);
    else all.set(key, value);
  }
  return all;
}
