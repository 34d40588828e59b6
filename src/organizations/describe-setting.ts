import { Field, ID, Int, ObjectType } from 'type-graphql';
import { defaultSettings } from './jitsi/default-settings.ts';
import type { JitsiOptions } from './jitsi/jitsi-options.ts';
import { type OwnSettings, UNREADABLE } from './read-settings.ts';
import { SettingKind } from './setting-kinds.ts';
import { isSecret, settings } from './settings.ts';

@ObjectType({ description: 'One setting of the organization.' })
export class OrganizationSetting {
  @Field(() => ID, { description: 'For example clinic.time_zone. An organization has each key once.' })
  declare key: string;
  @Field(() => SettingKind) declare kind: SettingKind;
  @Field(() => String, { nullable: true, description: 'Null if the setting is not set or is a secret.' })
  declare value: string | null;
  @Field(() => Boolean) declare isSet: boolean;
  @Field(() => Boolean, {
    description: "False for a secret that none of the server's keys can decrypt.",
  })
  declare isReadable: boolean;
  @Field(() => String, {
    nullable: true,
    description:
      'The value that applies if the setting is not set. Null for secrets and if there is no default.',
  })
  declare default: string | null;
  @Field(() => Int, { nullable: true, description: 'Of whole numbers. Null for other kinds.' })
  declare minimum: number | null;
  @Field(() => Int, { nullable: true, description: 'Of whole numbers. Null for other kinds.' })
  declare maximum: number | null;
  @Field(() => [String], { nullable: true, description: 'Of CHOICE. Null for other kinds.' })
  declare choices: readonly string[] | null;
}

/** Describes the settings with these keys, with the organization's values and the defaults. Never a secret's value. */
export function describeSettings(
  video: JitsiOptions,
  own: OwnSettings,
  keys: Iterable<string>,
): OrganizationSetting[] {
  const ownServerUrl = own.get('jitsi.server_url');
  const defaults: Record<string, string | undefined> = defaultSettings(
    video,
    ownServerUrl === UNREADABLE ? undefined : ownServerUrl,
  );
  return [...keys].flatMap((key) => {
    const setting = settings.get(key);
    if (!setting) return [];
    const stored = own.get(key);
    return {
      key,
      kind: setting.kind,
      value: stored === UNREADABLE || isSecret(key) ? null : (stored ?? null),
      isSet: stored !== undefined,
      isReadable: stored !== UNREADABLE,
      default: defaults[key] ?? setting.default ?? null,
      minimum: setting.minimum ?? null,
      maximum: setting.maximum ?? null,
      choices: setting.choices ?? null,
    };
  });
}
