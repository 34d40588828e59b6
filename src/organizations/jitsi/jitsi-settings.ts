import { Unavailable } from '../../platform/refusals.ts';
import { problemWithAddress, problemWithSetting, type Surroundings } from '../problem-with-setting.ts';
import { readSettings, type SettingsContext, UNREADABLE } from '../read-settings.ts';
import { FEATURES, isJitsis } from '../settings.ts';
import { defaultSettings } from './default-settings.ts';

/** The effective video settings of one organization. */
export interface JitsiSettings {
  /** Without a trailing slash. If undefined, meetings use the built-in practice room. */
  serverUrl: string | undefined;
  appId: string;
  appSecret: string;
  issuer: string;
  /** Prosody's domain (`sub`). The practice room uses the host of the caller's request instead. */
  subject: string | undefined;
  defaultTtlSeconds: number;
  /** Whether room tokens contain e-mail addresses. Prosody logs them when it refuses a token. */
  shareEmail: boolean;
  /**
   * Whether links carry the token in the fragment, which browsers do not send. Jitsi Meet must support this.
   */
  tokenInFragment: boolean;
  /** Whether meetings offer end-to-end encryption. */
  e2ee: boolean;
  features: Record<(typeof FEATURES)[number], boolean>;
}

interface Problem {
  key: string;
  sentence: string;
}

/** The settings cannot be used. The message is shown to people and names settings, never values. */
export class JitsiUnavailable extends Unavailable {
  constructor(readonly problems: Problem[]) {
    super(
      `Video visits are not available for this organization: ${problems.map(({ sentence }) => sentence).join('; ')}. ` +
        'An administrator can mend it.',
      'VIDEO_SETTINGS',
    );
  }
}

/**
 * Merges the organization's settings with the server's. An organization with its own server or app id also
 * needs its own secret, so that tokens are never signed with another party's. Any broken or missing setting
 * throws UNAVAILABLE for this organization (fail closed).
 */
export async function jitsiSettings(
  ctx: SettingsContext & Surroundings,
  orgId: number,
): Promise<JitsiSettings> {
  const { video } = ctx;
  const own = await readSettings(ctx, orgId);
  const problems = [...own].flatMap(([key, value]) => (isJitsis(key) ? problemOf(key, value, ctx) : []));
  // The cast is safe: UNREADABLE values are problems, and problems throw before a value is returned.
  const value = (key: string) => own.get(key) as string | undefined;
  const defaults = defaultSettings(video, value('jitsi.server_url'));

  const serverUrl = (value('jitsi.server_url') ?? defaults['jitsi.server_url'])?.replace(/\/+$/, '');
  const standsAlone = own.has('jitsi.server_url') || own.has('jitsi.app_id');
  const appSecret =
    value('jitsi.app_secret') ??
    (standsAlone ? undefined : (video.jitsiAppSecret ?? (serverUrl ? undefined : video.practiceRoomSecret)));
  if ((value('jitsi.enabled') ?? defaults['jitsi.enabled']) !== 'true')
    problems.unshift({ key: 'jitsi.enabled', sentence: 'it is turned off by jitsi.enabled' });
  if (!serverUrl && video.production) problems.push(missing('jitsi.server_url'));
  // The server's own default is checked at its start, except against the address that only callers know.
  const problem = serverUrl && !own.has('jitsi.server_url') && problemWithAddress(serverUrl, ctx);
  if (problem) problems.push(broken('jitsi.server_url', problem));
  if (appSecret === undefined) problems.push(missing('jitsi.app_secret'));
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
    ) as JitsiSettings['features'], // fromEntries loses the keys; FEATURES has them all
  };
}

const broken = (key: string, what: string): Problem => ({ key, sentence: `${key} ${what}` });
const missing = (key: string) => broken(key, 'is missing');

function problemOf(key: string, value: string | typeof UNREADABLE, ctx: Surroundings): Problem[] {
  if (value === UNREADABLE) return [broken(key, 'cannot be decrypted with this CONFIG_ENCRYPTION_KEY')];
  const problem = problemWithSetting(key, value, ctx);
  return problem ? [broken(key, problem)] : [];
}
