import { isIP } from 'node:net';
import { isPublicKey } from '../config/keys.ts';
import { bareHost } from './jitsi/fetch-status.ts';
import type { JitsiOptions } from './jitsi/jitsi-options.ts';
import { isReachable } from './jitsi/reachable-address.ts';
import { problemWithValue } from './setting-kinds.ts';
import { settings } from './settings.ts';

/** What a value must suit: the server's options, and the address under which the caller reached it. */
export interface Surroundings {
  video: JitsiOptions;
  origin?: string | undefined;
}

/**
 * Returns what is wrong with a value on this server, to follow the key in a sentence, or undefined if it is
 * valid.
 */
export const problemWithSetting = (key: string, value: string, { video, origin }: Surroundings) =>
  problemByKind(key, value) ??
  (key === 'jitsi.server_url'
    ? (problemWithAddress(value, { video, origin }) ?? problemWithServer(new URL(value), video))
    : undefined) ??
  (key === 'jitsi.app_secret' && video.production && isPublicKey(value)
    ? 'must not be the demo key in production'
    : undefined);

function problemByKind(key: string, value: string) {
  const setting = settings.get(key);
  return setting && problemWithValue(setting, value);
}

/** A page of the server at such an address would be of one origin with pages that hold callers' tokens. */
export function problemWithAddress(serverUrl: string, { video, origin = '' }: Surroundings) {
  const { host } = new URL(serverUrl);
  return host === URL.parse(origin)?.host || video.signInHosts.includes(host)
    ? 'must not be an address where people sign in'
    : undefined;
}

/** Whether this is the operator's own Jitsi server, which is trusted at any address. */
export const isOperators = ({ origin }: URL, { jitsi }: JitsiOptions) =>
  jitsi.serverUrl !== undefined && origin === new URL(jitsi.serverUrl).origin;

const OUT_OF_REACH = "must not lead into the server's own network";

/** Checks names by their form only. `fetchStatus` checks their addresses when it connects. */
function problemWithServer(url: URL, video: JitsiOptions) {
  if (video.production && url.protocol !== 'https:') return 'must be https in production';
  if (isOperators(url, video)) return undefined;
  const host = bareHost(url);
  const isFine = isIP(host)
    ? isReachable(host, video.privateNetworks)
    : video.privateNetworks.length > 0 || !isLocal(host);
  return isFine ? undefined : OUT_OF_REACH;
}

/**
 * Whether public DNS cannot have the name (RFC 6761, 6762, 8375, and ICANN's .internal:
 * metadata.google.internal).
 */
const isLocal = (host: string) =>
  !host.includes('.') || /\.(localhost|local|internal|home\.arpa)$/.test(host);
