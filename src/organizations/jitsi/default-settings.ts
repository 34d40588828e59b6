import type { JitsiOptions } from './jitsi-options.ts';

/** What counts where an organization has set nothing: the server's own values, as text. A secret's is nobody's to see. */
export function defaultSettings({ jitsi }: JitsiOptions, ownServerUrl: string | undefined) {
  return {
    'jitsi.enabled': String(jitsi.enabled),
    'jitsi.server_url': jitsi.serverUrl,
    'jitsi.app_id': jitsi.appId,
    'jitsi.default_ttl': String(jitsi.defaultTtlSeconds),
    'jitsi.issuer': jitsi.issuer,
    // An organization's own server has its own domain, not the one set for the shared server.
    'jitsi.subject':
      ownServerUrl === undefined ? (jitsi.subject ?? hostOf(jitsi.serverUrl)) : hostOf(ownServerUrl),
    'jitsi.share_email': 'true',
  };
}

const hostOf = (url: string | undefined) => (url && URL.canParse(url) ? new URL(url).hostname : undefined);
