import { view } from '../platform/use-case.ts';
import { isAdmin } from '../platform/viewer.ts';
import { findJitsi } from './jitsi/check-jitsi.ts';
import { type OrganizationFinding, OrganizationFindingCode } from './organization-finding.ts';
import { problemWithSetting, type Surroundings } from './problem-with-setting.ts';
import { readOrganization } from './read-organization.ts';
import { type OwnSettings, readSettings, UNREADABLE } from './read-settings.ts';
import { isJitsis, settings } from './settings.ts';

/** Checks the organization's settings and its Jitsi server. Broken settings are findings, not errors. */
export const checkOrganization = view({
  action: 'check the settings',
  subject: () => null,
  allow: isAdmin,
  async read(ctx, _all, _input: object) {
    const { orgId } = ctx.viewer;
    const [jitsi, own, rows] = await Promise.all([
      findJitsi(ctx),
      readOrganization(ctx, orgId),
      readSettings(ctx, orgId),
    ]);
    return [...brokenOf(own, ctx), ...misplacedOf(rows), ...jitsi];
  },
});

/** Those of Jitsi's are found where they are used. */
const brokenOf = (own: OwnSettings, ctx: Surroundings) =>
  [...own].flatMap(([key, value]) => {
    const problem = isJitsis(key) || value === UNREADABLE ? undefined : problemWithSetting(key, value, ctx);
    return problem ? [brokenSetting(key, `${key} ${problem}. It counts as not set`)] : [];
  });

const misplacedOf = (rows: OwnSettings) =>
  [...rows.keys()]
    .filter((key) => settings.get(key)?.column)
    .map((key) =>
      brokenSetting(key, `${key} is a column of organizations. Its row in org_config counts for nothing`),
    );

const brokenSetting = (key: string, sentence: string): OrganizationFinding => ({
  code: OrganizationFindingCode.SETTINGS,
  key,
  ok: false,
  sentence: `Settings: ${sentence}`,
});
