import { registerEnumType } from 'type-graphql';
import { z } from 'zod';

const MIN_SECRET_BYTES = 32;
const MAX_TTL_SECONDS = 4 * 60 * 60;

export enum SettingKind {
  FLAG = 'FLAG',
  URL = 'URL',
  WORD = 'WORD',
  SECONDS = 'SECONDS',
  SECRET = 'SECRET',
}
registerEnumType(SettingKind, {
  name: 'JitsiSettingKind',
  valuesConfig: {
    FLAG: { description: 'true or false.' },
    URL: { description: 'An http or https URL without credentials, query or fragment.' },
    WORD: { description: '1 to 200 letters, digits, or any of . * _ -' },
    SECONDS: { description: `A whole number, 60 to ${MAX_TTL_SECONDS}.` },
    SECRET: { description: `At least ${MIN_SECRET_BYTES} bytes. Stored encrypted and never returned.` },
  },
});

const flag = z.enum(['true', 'false'], { error: 'must be true or false' });
const word = z.string().regex(/^[\w.*-]{1,200}$/, 'must be one word');
const serverUrl = z
  .url({ protocol: /^https?$/, error: 'must be a URL such as https://meet.example.org' })
  // The host goes into policies of pages, where `*`, `;` and quotes have a meaning.
  .refine((text) => /^[\w.-]+$|^\[[\da-f:.]+\]$/.test(URL.parse(text)?.hostname ?? ''), {
    error: 'must be a URL such as https://meet.example.org',
    abort: true,
  })
  .refine((text) => {
    const url = URL.parse(text);
    return !url || !(url.username || url.password || url.search || url.hash);
  }, 'must hold no credentials, query or fragment');
const secret = z
  .string()
  .refine(
    (text) => Buffer.byteLength(text) >= MIN_SECRET_BYTES,
    `must have at least ${MIN_SECRET_BYTES} bytes`,
  );
const seconds = z
  .string()
  .refine(
    (text) => /^\d+$/.test(text) && Number(text) >= 60 && Number(text) <= MAX_TTL_SECONDS,
    `must be 60 to ${MAX_TTL_SECONDS} seconds`,
  );

/** Validates values by kind. Messages never repeat the value, which may be a secret. */
const rules: Record<SettingKind, z.ZodType<string>> = {
  [SettingKind.FLAG]: flag,
  [SettingKind.URL]: serverUrl,
  [SettingKind.WORD]: word,
  [SettingKind.SECONDS]: seconds,
  [SettingKind.SECRET]: secret,
};

/** Jitsi's features beyond video and chat, by their names in room tokens. All are off by default. */
export const FEATURES = [
  'recording',
  'livestreaming',
  'transcription',
  'outbound-call',
  'inbound-call',
  'sip-outbound-call',
  'sip-inbound-call',
  'file-upload',
] as const;

/** All settings of an organization, by `config_key` in `org_config`. */
export const settings: ReadonlyMap<string, SettingKind> = new Map([
  ['jitsi.enabled', SettingKind.FLAG],
  ['jitsi.server_url', SettingKind.URL],
  ['jitsi.app_id', SettingKind.WORD],
  ['jitsi.app_secret', SettingKind.SECRET],
  ['jitsi.default_ttl', SettingKind.SECONDS],
  ['jitsi.issuer', SettingKind.WORD],
  ['jitsi.subject', SettingKind.WORD],
  ['jitsi.share_email', SettingKind.FLAG],
  ['jitsi.token_in_fragment', SettingKind.FLAG],
  ['jitsi.e2ee', SettingKind.FLAG],
  ...FEATURES.map((feature) => [`jitsi.features.${feature}`, SettingKind.FLAG] as const),
]);

/** Secrets are stored encrypted, and no API returns them. */
export const isSecret = (key: string) => settings.get(key) === SettingKind.SECRET;

/** Returns what is wrong with a value, to follow the key in a sentence, or undefined if it is valid. */
export function problemWith(key: string, value: string) {
  const kind = settings.get(key);
  return kind && rules[kind].safeParse(value).error?.issues[0]?.message;
}

/** Keys of older Ciyex releases, used if the current key is not set. */
const older: ReadonlyMap<string, string> = new Map([
  ['telehealth.jitsi.serverUrl', 'jitsi.server_url'],
  ['telehealth.jitsi.appId', 'jitsi.app_id'],
  ['telehealth.jitsi.appSecret', 'jitsi.app_secret'],
  ['telehealth.jitsi.defaultTokenTtl', 'jitsi.default_ttl'],
  ['telehealth_jitsi_server_url', 'jitsi.server_url'],
  ['telehealth_jitsi_app_id', 'jitsi.app_id'],
  ['telehealth_jitsi_app_secret', 'jitsi.app_secret'],
  ['telehealth_jitsi_default_token_ttl', 'jitsi.default_ttl'],
]);

/** Returns the current name of the setting in a row of `org_config`, or undefined for foreign rows. */
export const settingOf = (configKey: string) => (settings.has(configKey) ? configKey : older.get(configKey));
export const isOlderSpelling = (configKey: string) => older.has(configKey);
export const spellingsOf = (key: string) => [
  key,
  ...[...older].filter(([, present]) => present === key).map(([spelling]) => spelling),
];
