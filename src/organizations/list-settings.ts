import { view } from '../platform/use-case.ts';
import { isAdmin } from '../platform/viewer.ts';
import { describeSettings } from './describe-setting.ts';
import { readOrganization } from './read-organization.ts';
import { settings } from './settings.ts';

/** Lists all known settings with the values of the viewer's organization. */
export const listSettings = view({
  action: 'see the settings',
  subject: () => null,
  allow: isAdmin,
  read: async (ctx, _all, _input: object) =>
    describeSettings(ctx.video, await readOrganization(ctx, ctx.viewer.orgId), settings.keys()),
});
