import { SettingKind, type ValueRule } from './setting-kinds.ts';

export interface Setting extends ValueRule {
  /** What counts if it is not set, unless the server's configuration says it. */
  default?: string;
  /** The column of the organization that holds it, instead of a row of `org_config`. */
  column?: 'timeZone' | 'phone' | 'language';
}

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

const flag = { kind: SettingKind.FLAG, default: 'false' };
const word = { kind: SettingKind.WORD };

/** All settings of an organization, by `config_key` in `org_config`. */
export const settings: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  ['clinic.time_zone', { kind: SettingKind.ZONE, default: 'UTC', column: 'timeZone' }],
  ['clinic.phone', { kind: SettingKind.PHONE, column: 'phone' }],
  ['clinic.language', { kind: SettingKind.LANGUAGE, default: 'en', column: 'language' }],
  // The database reads these two by itself.
  ['visit.telehealth_types', { kind: SettingKind.WORD_LIST }],
  ['visit.auto_end_hours', { kind: SettingKind.HOURS, minimum: 1, maximum: 72, default: '24' }],
  ['jitsi.enabled', flag],
  ['jitsi.server_url', { kind: SettingKind.URL }],
  ['jitsi.app_id', word],
  ['jitsi.app_secret', { kind: SettingKind.SECRET }],
  ['jitsi.default_ttl', { kind: SettingKind.SECONDS, minimum: 60, maximum: 4 * 60 * 60 }],
  ['jitsi.issuer', word],
  ['jitsi.subject', word],
  ['jitsi.share_email', flag],
  ['jitsi.token_in_fragment', flag],
  ['jitsi.e2ee', flag],
  ...FEATURES.map((feature) => [`jitsi.features.${feature}`, flag] as const),
]);

/** If one of these is broken, the organization has no video visits. Every other one counts as not set then. */
export const isJitsis = (key: string) => key.startsWith('jitsi.');

/** Secrets are stored encrypted, and no API returns them. */
export const isSecret = (key: string) => settings.get(key)?.kind === SettingKind.SECRET;

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
