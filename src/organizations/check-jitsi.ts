import type { Config, Secrets } from '../config.ts';
import type { EntityManager } from '../platform/database.ts';
import { type JitsiSettings, JitsiUnavailable, jitsiSettings } from './jitsi-settings.ts';

const PATIENCE_MS = 5_000;

export interface Finding {
  /** Whether it holds; `undefined` for what only the people of the Jitsi server can look up. */
  ok: boolean | undefined;
  sentence: string;
}

/** What keeps an organization's visits from working, and what its Jitsi must be told for our tokens to be accepted. */
export async function checkJitsi(ctx: { em: EntityManager; config: Config; secrets: Secrets }, orgId: number): Promise<Finding[]> {
  try {
    const settings = await jitsiSettings(ctx, orgId);
    if (!settings.serverUrl)
      return [{ ok: true, sentence: 'Settings: usable. No Jitsi server is configured, so meetings are in the built-in practice room.' }];
    return [
      { ok: true, sentence: `Settings: usable, for ${settings.serverUrl}` },
      await doesAnswer(settings.serverUrl),
      ...needs(settings),
    ];
  } catch (error) {
    if (!(error instanceof JitsiUnavailable)) throw error;
    return error.problems.map((problem) => ({ ok: false, sentence: `Settings: ${problem}` }));
  }
}

async function doesAnswer(serverUrl: string): Promise<Finding> {
  try {
    const { status } = await fetch(serverUrl, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    return { ok: status < 500, sentence: `Server: ${serverUrl} answers with ${status}` };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? error.cause.code : 'no answer';
    return { ok: false, sentence: `Server: ${serverUrl} does not answer (${cause})` };
  }
}

/** Jitsi's own settings, as seen to be needed by a real Prosody with Jitsi's token plugins. */
function needs({ appId, issuer, subject }: JitsiSettings): Finding[] {
  return [
    `Prosody, VirtualHost: authentication = "token"; app_id = "${appId}"; app_secret = this organization's jitsi.app_secret  (docker: ENABLE_AUTH=1 AUTH_TYPE=jwt ENABLE_GUESTS=0 JWT_ALLOW_EMPTY=0 JWT_APP_ID=${appId} JWT_APP_SECRET=…)`,
    `Prosody, issuer: asap_accepted_issuers = { "${issuer}" }, since a stock install accepts only the app id  (docker: JWT_ACCEPTED_ISSUERS=${issuer})`,
    `Prosody, audience: asap_accepted_audiences = { "${appId}" }  (docker: JWT_ACCEPTED_AUDIENCES=${appId})`,
    `Prosody, domain: VirtualHost "${subject}", which is the token's sub  (docker: XMPP_DOMAIN=${subject} JWT_ENABLE_DOMAIN_VERIFICATION=1)`,
    'Prosody, MUC component: modules_enabled = { "token_verification"; "token_affiliation" }, or moderator is ignored  (docker: XMPP_MUC_MODULES=token_affiliation)',
    'Jicofo: auto-owner off, or every patient becomes a moderator: jicofo.conference.enable-auto-owner = false  (docker: ENABLE_AUTO_OWNER=0 JICOFO_ENABLE_AUTH=0)',
    'Jitsi Meet, config.js: localRecording.disable = true, since no token keeps a browser from recording by itself',
  ].map((sentence) => ({ ok: undefined, sentence }));
}
