import { Arg, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Caller } from '../platform/use-case.ts';
import { changeSettings } from './change-settings.ts';
import { checkJitsi } from './jitsi/check-jitsi.ts';
import { JitsiFinding, JitsiSetting } from './jitsi/deprecated-types.ts';
import { listSettings } from './list-settings.ts';
import { isJitsis } from './settings.ts';

const insteadUse = (operation: string) => ({
  deprecationReason: `Use ${operation} instead; goes in 0.3.`,
});

/** The settings of video visits alone, as earlier clients ask for them. */
@Resolver()
export class JitsiSettingsResolver {
  @Directive('@tag(name: "admin")')
  @Directive('@listSize(assumedSize: 60)')
  @Query(() => [JitsiSetting], {
    ...insteadUse('organizationSettings'),
    description:
      "Lists all settings of the organization's video visits, whether set or not. Admins only. " +
      'Errors: FORBIDDEN (not an admin).',
  })
  async jitsiSettings(@Ctx() caller: Caller) {
    return (await listSettings(caller, {})).filter(({ key }) => isJitsis(key));
  }

  @Directive('@tag(name: "admin")')
  @Directive('@listSize(assumedSize: 30)')
  @Query(() => [JitsiFinding], {
    ...insteadUse('organizationFindings'),
    description:
      'Checks whether video visits can work. It sends a request to the Jitsi server and waits up to 5 s. ' +
      'Admins only. Errors: FORBIDDEN (not an admin).',
  })
  jitsiFindings(@Ctx() caller: Caller) {
    return checkJitsi(caller, {});
  }

  @Directive('@tag(name: "admin")')
  @Mutation(() => JitsiSetting, {
    ...insteadUse('changeOrganizationSettings'),
    description:
      "Changes one setting of the organization's video visits. It applies from the next start or join. " +
      'Admins only. Setting the same value again is harmless. Errors: BAD_USER_INPUT (unknown setting, no ' +
      'value, or an invalid one), FORBIDDEN (not an admin).',
  })
  async changeJitsiSetting(
    @Ctx() caller: Caller,
    @Arg('key', () => ID) key: string,
    @Arg('value', () => String, {
      nullable: true,
      description:
        "Null removes the organization's value, so the server's default applies again. Leaving it out is refused.",
    })
    value?: string | null,
  ) {
    const [setting] = await changeSettings(caller, { changes: [{ key, value, path: [] }], among: isJitsis });
    return setting;
  }
}
