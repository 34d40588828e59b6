import { Arg, Ctx, Directive, Field, ID, InputType, Mutation, Query, Resolver } from 'type-graphql';
import type { Caller } from '../platform/use-case.ts';
import { changeSettings } from './change-settings.ts';
import { checkOrganization } from './check-organization.ts';
import { OrganizationSetting } from './describe-setting.ts';
import { listSettings } from './list-settings.ts';
import { OrganizationFinding } from './organization-finding.ts';

@InputType({ description: 'A setting and its new value.' })
export class OrganizationSettingChange {
  @Field(() => ID) declare key: string;
  @Field(() => String, {
    nullable: true,
    description:
      "Null removes the organization's value, so the default applies again. Leaving it out is refused.",
  })
  declare value?: string | null;
}

@Resolver()
export class SettingsResolver {
  @Directive('@tag(name: "admin")')
  @Directive('@listSize(assumedSize: 60)')
  @Query(() => [OrganizationSetting], {
    description:
      'Lists every setting of the organization, whether set or not. Admins only. Errors: FORBIDDEN (not an admin).',
  })
  organizationSettings(@Ctx() caller: Caller) {
    return listSettings(caller, {});
  }

  @Directive('@tag(name: "admin")')
  @Directive('@listSize(assumedSize: 30)')
  @Query(() => [OrganizationFinding], {
    description:
      'Lists settings that are broken or missing, and what the Jitsi server has to be told. It sends a ' +
      'request to the Jitsi server and waits up to 5 s. Admins only. Errors: FORBIDDEN (not an admin).',
  })
  organizationFindings(@Ctx() caller: Caller) {
    return checkOrganization(caller, {});
  }

  @Directive('@tag(name: "admin")')
  @Directive('@listSize(assumedSize: 60)')
  @Mutation(() => [OrganizationSetting], {
    description:
      'Changes settings, all or none, so that those that belong together never count by halves. Answers the ' +
      'changed ones in the order of changes. They apply from the next start or join. Admins only. The same ' +
      'values again are harmless. Errors: BAD_USER_INPUT (no change, unknown setting, one that is named twice, ' +
      'no value, or an invalid one), FORBIDDEN (not an admin).',
  })
  changeOrganizationSettings(
    @Ctx() caller: Caller,
    @Arg('changes', () => [OrganizationSettingChange]) changes: OrganizationSettingChange[],
  ) {
    return changeSettings(caller, {
      changes: changes.map(({ key, value }, index) => ({ key, value, path: ['changes', index] })),
    });
  }
}
