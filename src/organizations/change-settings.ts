import type { Work } from '../platform/context.ts';
import { remove, update, upsert } from '../platform/database/write.ts';
import { BadUserInput, type InputPath } from '../platform/refusals.ts';
import { change } from '../platform/use-case.ts';
import { isAdmin } from '../platform/viewer.ts';
import { describeSettings } from './describe-setting.ts';
import { OrgSetting } from './org-setting.entity.ts';
import { Organization } from './organization.entity.ts';
import { placeOf } from './place-of.ts';
import { problemWithSetting } from './problem-with-setting.ts';
import { readOrganization } from './read-organization.ts';
import { seal } from './secret-box.ts';
import { isSecret, settings, spellingsOf } from './settings.ts';

export interface SettingChange {
  key: string;
  /** Null removes the organization's value, so the default applies again. Leaving it out is refused. */
  value: string | null | undefined;
  /** Where the caller wrote it. */
  path: InputPath;
}

interface ChangeSettings {
  changes: readonly SettingChange[];
  /** Which settings this door knows. All, if it does not say. */
  among?: (key: string) => boolean;
}

/**
 * Changes settings of the viewer's organization, all or none. They apply from the next start or join. Secrets
 * are stored encrypted. Each key has its audit entry. Throws BAD_USER_INPUT for an unknown setting, one that is
 * named twice, a missing value or an invalid one.
 */
export const changeSettings = change({
  action: 'change a setting',
  about: ({ changes }: ChangeSettings) =>
    changes.length === 1 ? changes.map(({ key }) => key).find((key) => settings.has(key)) : undefined,
  subject: () => null,
  allow: isAdmin,
  async run(work, _organization, { changes, among = () => true }) {
    const keys = changes.map(({ key }) => key);
    for (const [index, { key, path }] of changes.entries())
      if (keys.indexOf(key) !== index) throw new BadUserInput(`${key} is named twice`, [...path, 'key']);
    if (keys.length === 0) throw new BadUserInput('changes must name a setting', ['changes']);
    const known = [...settings.keys()].filter(among);
    for (const one of changes) write(work, one, known);
    record(work, keys);
    return describeSettings(work.video, await readOrganization(work, work.viewer.orgId), keys);
  },
});

function write(work: Work, { key, value, path }: SettingChange, known: readonly string[]) {
  const { db, viewer } = work;
  const { orgId } = viewer;
  const setting = settings.get(key);
  if (!setting || !known.includes(key))
    throw new BadUserInput(`There is no setting ${key}. Known settings: ${known.join(', ')}`, [
      ...path,
      'key',
    ]);
  if (value === undefined)
    throw new BadUserInput(`${key} needs a value. Null takes the organization's own value back`, [
      ...path,
      'value',
    ]);
  const problem = value === null ? undefined : problemWithSetting(key, value, work);
  if (problem) throw new BadUserInput(`${key} ${problem}`, [...path, 'value']);

  if (setting.column)
    db.write(update(db, Organization, { id: orgId }, { [setting.column]: value ?? setting.default ?? null }));
  else if (value === null) db.write(remove(db, OrgSetting, { orgId, configKey: spellingsOf(key) }));
  else
    db.write(
      upsert(db, OrgSetting, { orgId, configKey: key, configValue: storable(work, key, value) }, [
        'configValue',
      ]),
    );
}

const storable = ({ viewer, video }: Work, key: string, value: string) =>
  isSecret(key) ? seal(video.keyring, placeOf(viewer.orgId, key), value) : value;

/** One entry for each key, in their order. */
function record({ audit, recordAction }: Work, keys: readonly string[]) {
  const [last, ...others] = keys.toReversed();
  for (const key of others) {
    audit.detail = key;
    recordAction(audit.action, key);
  }
  Object.assign(audit, { subject: last, detail: last });
}
