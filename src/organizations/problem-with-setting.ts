import { isIP } from 'node:net';
import { bareHost } from './jitsi/fetch-status.ts';
import type { JitsiOptions } from './jitsi/jitsi-options.ts';
import { isReachable } from './jitsi/reachable-address.ts';
import { problemWith } from './settings.ts';

/** What is wrong with a setting's value on this server, as the end of a sentence that begins with its key. */
export const problemWithSetting = (key: string, value: string, video: JitsiOptions) =>
  problemWith(key, value) ??
  (key === 'jitsi.server_url' ? problemWithServer(new URL(value), video) : undefined);

/** The server that the operator named for everybody is trusted, wherever it is. */
export const isOperators = ({ origin }: URL, { jitsi }: JitsiOptions) =>
  jitsi.serverUrl !== undefined && origin === new URL(jitsi.serverUrl).origin;

const OUT_OF_REACH = "must not lead into the server's own network";

/** A name is looked up only when its server is asked; here it is enough that the Internet could know it. */
function problemWithServer(url: URL, video: JitsiOptions) {
  if (video.production && url.protocol !== 'https:') return 'must be https in production';
  if (isOperators(url, video)) return undefined;
  const host = bareHost(url);
  const isFine = isIP(host)
    ? isReachable(host, video.privateNetworks)
    : video.privateNetworks.length > 0 || !isLocal(host);
  return isFine ? undefined : OUT_OF_REACH;
}

/** Names that no public DNS has (RFC 6761, 6762, 8375, and ICANN's .internal), such as clouds' metadata.google.internal. */
const isLocal = (host: string) =>
  !host.includes('.') || /\.(localhost|local|internal|home\.arpa)$/.test(host);
