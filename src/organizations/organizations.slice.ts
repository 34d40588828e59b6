import { defineSlice } from '../platform/slice.ts';
import { JitsiSettingsResolver } from './jitsi-settings.resolver.ts';
import { OrgSetting } from './org-setting.entity.ts';
import { Organization, organizationRow } from './organization.entity.ts';
import { SettingsResolver } from './settings.resolver.ts';

const actions = [
  'change a setting',
  'check the settings',
  'rotate the encryption key',
  'see the encryption keys',
  'see the settings',
] as const;

declare module '../platform/context.ts' {
  interface ActionsBySlice {
    organizations: (typeof actions)[number];
  }
}

/** Organizations and their settings. */
export const organizations = defineSlice({
  name: 'organizations',
  entities: [Organization, OrgSetting],
  resolvers: [SettingsResolver, JitsiSettingsResolver],
  references: { Organization: organizationRow },
  actions,
});
