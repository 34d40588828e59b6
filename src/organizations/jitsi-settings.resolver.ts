import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Caller } from '../platform/use-case.ts';
import { changeSetting } from './change-setting.ts';
import { JitsiSetting } from './describe-setting.ts';
import { checkJitsi } from './jitsi/check-jitsi.ts';
import { JitsiFinding } from './jitsi/jitsi-finding.ts';
import { listSettings } from './list-settings.ts';

@Resolver()
export class JitsiSettingsResolver {
  @Query(() => [JitsiSetting], {
    description:
      "Every setting of the organization's video visits, set or not. Admins only. Errors: FORBIDDEN.",
  })
  jitsiSettings(@Ctx() caller: Caller) {
    return listSettings(caller, {});
  }

  @Query(() => [JitsiFinding], {
    description:
      'Looks whether video visits can work, asking the Jitsi server, which may take some seconds. Admins only. Errors: FORBIDDEN.',
  })
  jitsiFindings(@Ctx() caller: Caller) {
    return checkJitsi(caller, {});
  }

  @Mutation(() => JitsiSetting, {
    description:
      'Counts from the next visit on. Admins only. Errors: FORBIDDEN, BAD_USER_INPUT (no such setting, or not what it must look like).',
  })
  changeJitsiSetting(
    @Ctx() caller: Caller,
    @Arg('key', () => ID) key: string,
    @Arg('value', () => String, {
      nullable: true,
      description: "Null takes it back: the server's own value counts again.",
    })
    value: string | null = null,
  ) {
    return changeSetting(caller, { key, value });
  }
}
