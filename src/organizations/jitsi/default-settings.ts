import type { JitsiOptions } from './jitsi-options.ts';

/** The server's values for settings that an organization has not set, as text. Secrets are left out. */
export function defaultSettings({ jitsi }: JitsiOptions, ownServerUrl: string | undefined) {
  return {
    'jitsi.enabled': String(jitsi.enabled),
    'jitsi.server_url': jitsi.serverUrl,
    'jitsi.app_id': jitsi.appId,
    'jitsi.default_ttl': String(jitsi.defaultTtlSeconds),
    'jitsi.issuer': jitsi.issuer,
    // JITSI_SUBJECT belongs to the shared server. An organization's own server has its own domain.
    'jitsi.subject':
      ownServerUrl === undefined ? (jitsi.subject ?? hostOf(jitsi.serverUrl)) : hostOf(ownServerUrl),
    'jitsi.share_email': 'true',
  };
}

const hostOf = (url: string | undefined) => (url && URL.canParse(url) ? new URL(url).hostname : undefined);
