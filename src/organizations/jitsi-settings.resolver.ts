import { Arg, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Caller } from '../platform/use-case.ts';
import { changeSetting } from './change-setting.ts';
import { JitsiSetting } from './describe-setting.ts';
import { checkJitsi } from './jitsi/check-jitsi.ts';
import { JitsiFinding } from './jitsi/jitsi-finding.ts';
import { listSettings } from './list-settings.ts';

@Resolver()
export class JitsiSettingsResolver {
  @Directive('@tag(name: "admin")')
  @Directive('@listSize(assumedSize: 60)')
  @Query(() => [JitsiSetting], {
    description:
      "Lists all settings of the organization's video visits, whether set or not. Admins only. " +
      'Errors: FORBIDDEN (not an admin).',
  })
  jitsiSettings(@Ctx() caller: Caller) {
    return listSettings(caller, {});
  }

  @Directive('@tag(name: "admin")')
  @Directive('@listSize(assumedSize: 30)')
  @Query(() => [JitsiFinding], {
    description:
      'Checks whether video visits can work. It sends a request to the Jitsi server and waits up to 5 s. ' +
      'Admins only. Errors: FORBIDDEN (not an admin).',
  })
  jitsiFindings(@Ctx() caller: Caller) {
    return checkJitsi(caller, {});
  }

  @Directive('@tag(name: "admin")')
  @Mutation(() => JitsiSetting, {
    description:
      "Changes one setting of the organization's video visits. It applies from the next start or join. " +
      'Admins only. Setting the same value again is harmless. Errors: BAD_USER_INPUT (unknown setting or ' +
      'invalid value), FORBIDDEN (not an admin).',
  })
  changeJitsiSetting(
    @Ctx() caller: Caller,
    @Arg('key', () => ID) key: string,
    @Arg('value', () => String, {
      nullable: true,
      description: "Null removes the organization's value, so the server's default applies again.",
    })
    value: string | null = null,
  ) {
    return changeSetting(caller, { key, value });
  }
}
