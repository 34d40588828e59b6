import { BadUserInput } from '../platform/errors.ts';
import { seal } from '../platform/secret-box.ts';
import { change } from '../platform/use-case.ts';
import { isAdmin } from '../platform/viewer.ts';
import { OrgSetting } from './org-setting.entity.ts';
import { placeOf } from './read-settings.ts';
import { isSecret, settings } from './settings.ts';

interface ChangeSetting {
  key: string;
  value: string;
}

/** Sets one setting of the viewer's organization; it counts from the next visit on. A secret is encrypted before it is stored. */
export const changeSetting = change({
  action: 'change a setting',
  subject: (_ctx, { key, value }: ChangeSetting & { appointmentId?: number }) => {
    const rule = settings.get(key);
    if (!rule) throw new BadUserInput(`There is no setting ${key}. Known settings: ${[...settings.keys()].join(', ')}`);
    const checked = rule.safeParse(value);
    if (!checked.success) throw new BadUserInput(`${key} ${checked.error.issues[0]?.message}`);
  },
  allow: isAdmin,
  async run({ em, viewer: { orgId }, secrets, audit }, _rule, { key, value }) {
    const configValue = isSecret(key) ? seal(secrets.encryptionKey, placeOf(orgId, key), value) : value;
    await em.upsert(OrgSetting, { orgId, configKey: key, configValue });
    audit.detail = key;
  },
});
