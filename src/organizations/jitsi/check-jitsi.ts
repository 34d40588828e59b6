import type { ViewContext } from '../../platform/context.ts';
import { view } from '../../platform/use-case.ts';
import { isAdmin } from '../../platform/viewer.ts';
import { type OrganizationFinding, OrganizationFindingCode } from '../organization-finding.ts';
import { isOperators } from '../problem-with-setting.ts';
import { fetchStatus, OutOfReach } from './fetch-status.ts';
import type { JitsiOptions } from './jitsi-options.ts';
import { type JitsiSettings, JitsiUnavailable, jitsiSettings } from './jitsi-settings.ts';

const TIMEOUT_MS = 5_000;

/** Checks the organization's video settings and its Jitsi server, and nothing else of the organization. */
export const checkJitsi = view({
  action: 'check the settings',
  subject: () => null,
  allow: isAdmin,
  read: (ctx, _all, _input: object) => findJitsi(ctx),
});

/**
 * Checks the organization's video settings and its Jitsi server, and lists the Jitsi configuration that our
 * tokens require. Broken settings are findings, not errors.
 */
export async function findJitsi(ctx: ViewContext): Promise<OrganizationFinding[]> {
  try {
    return await findingsFor(await jitsiSettings(ctx, ctx.viewer.orgId), ctx.video);
  } catch (error) {
    if (!(error instanceof JitsiUnavailable)) throw error;
    return error.problems.map(({ key, sentence }) => ({
      code: OrganizationFindingCode.SETTINGS,
      key,
      ok: false,
      sentence: `Settings: ${sentence}`,
    }));
  }
}

async function findingsFor(settings: JitsiSettings, video: JitsiOptions): Promise<OrganizationFinding[]> {
  const { serverUrl } = settings;
  if (!serverUrl) {
    const sentence =
      'Settings: usable. No Jitsi server is configured, so meetings are in the built-in practice room.';
    return [{ code: OrganizationFindingCode.PRACTICE_ROOM, key: 'jitsi.server_url', ok: true, sentence }];
  }
  const usable = {
    code: OrganizationFindingCode.SETTINGS,
    key: null,
    ok: true,
    sentence: `Settings: usable, for ${serverUrl}`,
  };
  return [usable, await doesAnswer(serverUrl, video), ...needs(settings)];
}

async function doesAnswer(serverUrl: string, video: JitsiOptions): Promise<OrganizationFinding> {
  const about = { code: OrganizationFindingCode.SERVER, key: 'jitsi.server_url' };
  const url = new URL(serverUrl);
  try {
    const networks = isOperators(url, video) ? 'all' : video.privateNetworks;
    const status = await fetchStatus(url, { networks, timeoutMs: TIMEOUT_MS });
    return { ...about, ok: status < 500, sentence: `Server: ${serverUrl} answers with ${status}` };
  } catch (error) {
    if (error instanceof OutOfReach)
      return { ...about, ok: false, sentence: `Server: ${serverUrl} leads into the server's own network` };
    const cause =
      error instanceof Error && error.name !== 'AbortError' && 'code' in error ? error.code : 'no answer';
    return { ...about, ok: false, sentence: `Server: ${serverUrl} does not answer (${cause})` };
  }
}

/**
 * The Jitsi configuration that our tokens require, as observed on a real Prosody with Jitsi's token plugins.
 */
function needs({ appId, issuer, subject }: JitsiSettings): OrganizationFinding[] {
  return [
    toLookUp(
      OrganizationFindingCode.PROSODY_AUTHENTICATION,
      `Prosody, VirtualHost: authentication = "token"; app_id = "${appId}"; ` +
        "app_secret = this organization's jitsi.app_secret  (docker: ENABLE_AUTH=1 AUTH_TYPE=jwt " +
        `ENABLE_GUESTS=0 JWT_ALLOW_EMPTY=0 JWT_APP_ID=${appId} JWT_APP_SECRET=…)`,
    ),
    toLookUp(
      OrganizationFindingCode.PROSODY_ISSUER,
      `Prosody, issuer: asap_accepted_issuers = { "${issuer}" }, since a stock install accepts ` +
        `only the app id  (docker: JWT_ACCEPTED_ISSUERS=${issuer})`,
    ),
    toLookUp(
      OrganizationFindingCode.PROSODY_AUDIENCE,
      `Prosody, audience: asap_accepted_audiences = { "${appId}" }  ` +
        `(docker: JWT_ACCEPTED_AUDIENCES=${appId})`,
    ),
    toLookUp(
      OrganizationFindingCode.PROSODY_DOMAIN,
      `Prosody, domain: VirtualHost "${subject}", which is the token's sub  ` +
        `(docker: XMPP_DOMAIN=${subject} JWT_ENABLE_DOMAIN_VERIFICATION=1)`,
    ),
    toLookUp(
      OrganizationFindingCode.PROSODY_AFFILIATION,
      'Prosody, MUC component: modules_enabled = { "token_verification"; "token_affiliation" }, ' +
        'or moderator is ignored  (docker: XMPP_MUC_MODULES=token_affiliation)',
    ),
    toLookUp(
      OrganizationFindingCode.JICOFO_OWNER,
      'Jicofo: auto-owner off, or every patient becomes a moderator: jicofo.conference.enable-auto-owner ' +
        '= false  (docker: ENABLE_AUTO_OWNER=0 JICOFO_ENABLE_AUTH=0)',
    ),
    toLookUp(
      OrganizationFindingCode.LOCAL_RECORDING,
      'Jitsi Meet, config.js: localRecording.disable = true, since no token keeps a browser from ' +
        'recording by itself',
    ),
  ];
}

const toLookUp = (code: OrganizationFindingCode, sentence: string): OrganizationFinding => ({
  code,
  key: null,
  ok: null,
  sentence,
});
