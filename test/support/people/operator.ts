import { reportKeys, rotate } from '../../../src/commands/encryption-keys.ts';
import { organizationContext } from '../../../src/commands/organization-context.ts';
import { readConfig } from '../../../src/config/config.ts';
import { changeSettings } from '../../../src/organizations/change-settings.ts';
import { jitsiSettings } from '../../../src/organizations/jitsi/jitsi-settings.ts';
import { listOrganizations } from '../../../src/organizations/list-organizations.ts';
import type { Clinic } from '../clinic.ts';

export const KEYS = ['the first key', 'the second key', 'the third key'].map((name) =>
  Buffer.alloc(32, name),
);

export const SECRET = 'the-jitsi-secret-of-practice-1-0123456789';

export const OTHER_SECRET = 'the-jitsi-secret-of-practice-2-0123456789';

/** What these tests ask of a clinic. */
export function operatorOf(clinic: Clinic) {
  /** The command line with these keys, the encrypting one first. */
  async function operator(...keys: (Buffer | undefined)[]) {
    const [CONFIG_ENCRYPTION_KEY, ...others] = keys.map((key) => String(key?.toString('base64url')));
    const { config, secrets } = readConfig({ CONFIG_ENCRYPTION_KEY, CONFIG_DECRYPTION_KEYS: others.join() });
    const { db } = clinic.database;
    const at = (orgId: number) => organizationContext({ db, config, secrets }, orgId);
    const all = await Promise.all((await listOrganizations(db)).map(({ id }) => at(id)));
    const ids = secrets.keyring.map(({ id }) => id) as [string, ...string[]]; // a keyring has a key
    return {
      ids,
      set: async (orgId: number, value: string, key = 'jitsi.app_secret') =>
        changeSettings((await at(orgId)).caller, { changes: [{ key, value, path: [] }] }),
      keys: () => reportKeys(all, secrets.keyring),
      rotate: async (orgId?: number) => rotate(orgId ? [await at(orgId)] : all, secrets.keyring),
      /** With which the organization's tokens are signed. */
      secret: async (orgId: number) => (await jitsiSettings(await at(orgId), orgId)).appSecret,
    };
  }
  const write = (orgId: number, key: string, value: string) =>
    clinic.em.execute(
      'insert into org_config values (?, ?, ?) on conflict (org_id, config_key) do update set config_value = excluded.config_value',
      [orgId, key, value],
    );
  async function stored() {
    const rows = await clinic.em.execute<{ org_id: number; config_key: string; config_value: string }[]>(
      'select * from org_config order by org_id, config_key',
    );
    return rows.map(
      ({ org_id, config_key, config_value }) => [`${org_id} ${config_key}`, config_value] as const,
    );
  }
  const keyIds = async () => (await stored()).map(([, value]) => value.split(':')[2]);
  return { operator, write, stored, keyIds };
}
