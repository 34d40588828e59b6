import { Field, ID, ObjectType } from 'type-graphql';
import { defaultSettings } from './jitsi/default-settings.ts';
import type { JitsiOptions } from './jitsi/jitsi-options.ts';
import { type OwnSettings, UNREADABLE } from './read-settings.ts';
import { SettingKind } from './settings.ts';

@ObjectType({ description: "One setting of the organization's video visits." })
export class JitsiSetting {
  @Field(() => ID, { description: 'Such as jitsi.server_url.' }) declare key: string;
  @Field(() => SettingKind) declare kind: SettingKind;
  @Field(() => String, { nullable: true, description: 'Null when it is not set, and always for a secret.' })
  declare value: string | null;
  @Field(() => Boolean) declare isSet: boolean;
  @Field(() => Boolean, {
    description: "False for a secret that cannot be decrypted with the server's present key.",
  })
  declare isReadable: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'What counts while it is not set; null for a secret, and where there is none.',
  })
  declare default: string | null;
}

/** What an organization made of a setting, and what counts otherwise. A secret is only said to be set. */
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
