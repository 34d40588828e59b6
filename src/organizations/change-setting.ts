import type { Work } from '../platform/context.ts';
import { remove, upsert } from '../platform/database/write.ts';
import { BadUserInput } from '../platform/refusals.ts';
import { change } from '../platform/use-case.ts';
import { isAdmin } from '../platform/viewer.ts';
import { describeSetting } from './describe-setting.ts';
import { OrgSetting } from './org-setting.entity.ts';
import { placeOf } from './place-of.ts';
import { problemWithSetting } from './problem-with-setting.ts';
import { readSettings } from './read-settings.ts';
import { seal } from './secret-box.ts';
import { isSecret, settings, spellingsOf } from './settings.ts';

interface ChangeSetting {
  key: string;
  /** `null` removes the organization's value, so the server's default applies again. */
  value: string | null;
}

/**
 * Changes one setting of the viewer's organization. It applies from the next start or join. Secrets are
 * stored encrypted. Throws BAD_USER_INPUT for an unknown setting or an invalid value.
 */
export const changeSetting = change({
  action: 'change a setting',
  about: ({ key }: ChangeSetting) => (settings.has(key) ? key : undefined),
  subject: (_ctx, { key }: ChangeSetting) => {
    const kind = settings.get(key);
    if (!kind)
      throw new BadUserInput(
        `There is no setting ${key}. Known settings: ${[...settings.keys()].join(', ')}`,
        ['key'],
      );
    return kind;
  },
  allow: isAdmin,
  async run(work, kind, { key, value }) {
    const { orgId } = work.viewer;
    const { db } = work;
    if (value === null) db.write(remove(db, OrgSetting, { orgId, configKey: spellingsOf(key) }));
    else
      db.write(
        upsert(db, OrgSetting, { orgId, configKey: key, configValue: storable(work, key, value) }, [
          'configValue',
        ]),
      );
    work.audit.detail = key;
    return describeSetting(work.video, await readSettings(work, orgId), key, kind);
  },
});

function storable(work: Work, key: string, value: string) {
  const { viewer, video } = work;
  const problem = problemWithSetting(key, value, work);
  if (problem) throw new BadUserInput(`${key} ${problem}`, ['value']);
  return isSecret(key) ? seal(video.keyring, placeOf(viewer.orgId, key), value) : value;
}
