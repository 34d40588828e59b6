import { Field, ID, ObjectType } from 'type-graphql';
import { defaultSettings } from './jitsi/default-settings.ts';
import type { JitsiOptions } from './jitsi/jitsi-options.ts';
import { type OwnSettings, UNREADABLE } from './read-settings.ts';
import { SettingKind } from './settings.ts';

@ObjectType({ description: "One setting of the organization's video visits." })
export class JitsiSetting {
  @Field(() => ID, { description: 'For example jitsi.server_url.' }) declare key: string;
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
}

/** Describes a setting with the organization's value and the default. A secret's value is never included. */
export function describeSetting(
  video: JitsiOptions,
  own: OwnSettings,
  key: string,
  kind: SettingKind,
): JitsiSetting {
  const stored = own.get(key);
  const ownServerUrl = own.get('jitsi.server_url');
  const defaults: Record<string, string | undefined> = defaultSettings(
    video,
    ownServerUrl === UNREADABLE ? undefined : ownServerUrl,
  );
  return {
    key,
    kind,
    value: stored === UNREADABLE || kind === SettingKind.SECRET ? null : (stored ?? null),
    isSet: stored !== undefined,
    isReadable: stored !== UNREADABLE,
    default: defaults[key] ?? (kind === SettingKind.FLAG ? 'false' : null),
  };
}
