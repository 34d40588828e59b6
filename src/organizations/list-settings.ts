import { view } from '../platform/use-case.ts';
import { isAdmin } from '../platform/viewer.ts';
import { describeSetting } from './describe-setting.ts';
import { readSettings } from './read-settings.ts';
import { settings } from './settings.ts';

/** Lists all known settings with the values of the viewer's organization. */
export const listSettings = view({
  action: 'see the settings',
  subject: () => null,
  allow: isAdmin,
  async read(ctx, _all, _input: object) {
    const own = await readSettings(ctx, ctx.viewer.orgId);
    return [...settings].map(([key, kind]) => describeSetting(ctx.video, own, key, kind));
  },
});
