import { Unavailable } from '../../platform/refusals.ts';
import { problemWithSetting } from '../problem-with-setting.ts';
import { readSettings, type SettingsContext, UNREADABLE } from '../read-settings.ts';
import { FEATURES } from '../settings.ts';
import { defaultSettings } from './default-settings.ts';
import type { JitsiOptions } from './jitsi-options.ts';

/** What it takes to let people into an organization's meetings. */
export interface JitsiSettings {
  /** Without one, meetings are in the built-in practice room. */
  serverUrl: string | undefined;
  appId: string;
  appSecret: string;
  issuer: string;
  /** Prosody's domain; the practice room's is the host under which the caller reached us. */
  subject: string | undefined;
  defaultTtlSeconds: number;
  /** Whether Jitsi is told people's e-mail addresses, which its Prosody writes to its log when it refuses a token. */
  shareEmail: boolean;
  /** Whether links hold the token behind `#`, which browsers keep to themselves. Needs a Jitsi Meet that reads it there. */
  tokenInFragment: boolean;
  /** Whether meetings offer the switch for end-to-end encryption. */
  e2ee: boolean;
  features: Record<(typeof FEATURES)[number], boolean>;
}

/** The settings cannot be used. The sentence is for the organization's people and names settings, never values. */
export class JitsiUnavailable extends Unavailable {
  constructor(readonly problems: string[]) {
    super(
      `Video visits are not available for this organization: ${problems.join('; ')}. An administrator can mend it.`,
    );
  }
}

/**
 * The organization's settings over the server's. Whoever names a server or an app id of their own needs a secret of
 * their own: nobody is signed in with somebody else's. Anything broken or missing fails this organization closed.
 */
export async function jitsiSettings(
  ctx: SettingsContext & { video: JitsiOptions },
  orgId: number,
): Promise<JitsiSettings> {
  const { video } = ctx;
  const own = await readSettings(ctx, orgId);
  const problems = [...own].flatMap(([key, value]) => problemOf(key, value, video));
  // Every value that has no problem is a string.
  const value = (key: string) => own.get(key) as string | undefined;
  const defaults = defaultSettings(video, value('jitsi.server_url'));

  const serverUrl = (value('jitsi.server_url') ?? defaults['jitsi.server_url'])?.replace(/\/+$/, '');
  const standsAlone = own.has('jitsi.server_url') || own.has('jitsi.app_id');
  const appSecret =
    value('jitsi.app_secret') ??
    (standsAlone ? undefined : (video.jitsiAppSecret ?? (serverUrl ? undefined : video.practiceRoomSecret)));
  if ((value('jitsi.enabled') ?? defaults['jitsi.enabled']) !== 'true')
    problems.unshift('it is turned off by jitsi.enabled');
  if (!serverUrl && video.production) problems.push('jitsi.server_url is missing');
  if (appSecret === undefined) problems.push('jitsi.app_secret is missing');
  if (appSecret === undefined || problems.length > 0) throw new JitsiUnavailable(problems);

  return {
    serverUrl,
    appId: value('jitsi.app_id') ?? defaults['jitsi.app_id'],
    appSecret,
    issuer: value('jitsi.issuer') ?? defaults['jitsi.issuer'],
    subject: value('jitsi.subject') ?? defaults['jitsi.subject'],
    defaultTtlSeconds: Number(value('jitsi.default_ttl') ?? defaults['jitsi.default_ttl']),
    shareEmail: (value('jitsi.share_email') ?? defaults['jitsi.share_email']) === 'true',
    tokenInFragment: value('jitsi.token_in_fragment') === 'true',
    e2ee: value('jitsi.e2ee') === 'true',
    features: Object.fromEntries(
      FEATURES.map((feature) => [feature, value(`jitsi.features.${feature}`) === 'true']),
    ) as JitsiSettings['features'], // every feature is in the list
  };
}

function problemOf(key: string, value: string | typeof UNREADABLE, video: JitsiOptions): string[] {
  if (value === UNREADABLE) return [`${key} cannot be decrypted with this CONFIG_ENCRYPTION_KEY`];
  const problem = problemWithSetting(key, value, video);
  return problem ? [`${key} ${problem}`] : [];
}
