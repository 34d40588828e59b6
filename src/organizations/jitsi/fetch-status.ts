import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isReachable } from './reachable-address.ts';

/** The URL leads to an address that the server must not connect to. */
export class OutOfReach extends Error {
  override name = 'OutOfReach';
}

interface Reach {
  /** Private networks that are allowed, or `all` if the operator set the URL. */
  networks: readonly string[] | 'all';
  timeoutMs: number;
}

/**
 * Sends a GET to an untrusted URL and returns the status (SSRF-safe). The check runs in the lookup of the
 * connection itself, so a second DNS answer cannot lead elsewhere (DNS rebinding). Redirects are not
 * followed, and no body is read. Node limits the headers to 16 KiB. Rejects with `OutOfReach` for forbidden
 * addresses.
 */
export function fetchStatus(url: URL, { networks, timeoutMs }: Reach): Promise<number> {
  const host = bareHost(url);
  const judges = networks !== 'all';
  // Node calls `lookup` for names only, so check a literal address here.
  if (judges && isIP(host) && !isReachable(host, networks)) return Promise.reject(new OutOfReach());
  const { request } = url.protocol === 'https:' ? https : http;
  const options = {
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
    ...(judges && { lookup: lookupWithin(networks) }),
  };
  return new Promise((resolve, reject) => {
    const asking = request(url, options, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    asking.on('error', reject).end();
  });
}

/** The host without the brackets of an IPv6 address or the trailing dot of a name. */
export const bareHost = ({ hostname }: URL) => hostname.replace(/^\[|\]$|\.$/g, '');

/** Rejects a name if any of its addresses is forbidden, because Node may connect to any of them. */
const lookupWithin =
  (networks: readonly string[]): LookupFunction =>
  (hostname, options, answer) =>
    dns.lookup(hostname, options, (error, address, family) => {
      const addresses = typeof address === 'string' ? [address] : (address ?? []).map((one) => one.address);
      const outside = !error && !addresses.every((one) => isReachable(one, networks));
      answer(outside ? new OutOfReach() : error, address, family);
    });
