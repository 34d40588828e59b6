import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isReachable } from './reachable-address.ts';

/** The server does not connect to where the URL leads. */
export class OutOfReach extends Error {
  override name = 'OutOfReach';
}

interface Reach {
  /** Private networks that may be asked; everything may when the operator named the URL. */
  networks: readonly string[] | 'all';
  patienceMs: number;
}

/**
 * The status with which a URL that somebody else named answers a GET. Names are judged by the addresses that are then connected to, so
 * that no second answer of their DNS leads elsewhere. Redirects are not followed, no body is read, and headers end after 16 KiB.
 */
export function fetchStatus(url: URL, { networks, patienceMs }: Reach): Promise<number> {
  const host = bareHost(url);
  const judges = networks !== 'all';
  // Addresses are not looked up.
  if (judges && isIP(host) && !isReachable(host, networks)) return Promise.reject(new OutOfReach());
  const { request } = url.protocol === 'https:' ? https : http;
  const options = {
    agent: false,
    signal: AbortSignal.timeout(patienceMs),
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

/** Without the brackets of an IPv6 address, and the dot that ends a name. */
export const bareHost = ({ hostname }: URL) => hostname.replace(/^\[|\]$|\.$/g, '');

/** One address out of reach is enough: whoever names several has no reason to. */
const lookupWithin =
  (networks: readonly string[]): LookupFunction =>
  (hostname, options, answer) =>
    dns.lookup(hostname, options, (error, address, family) => {
      const addresses = typeof address === 'string' ? [address] : (address ?? []).map((one) => one.address);
      const outside = !error && !addresses.every((one) => isReachable(one, networks));
      answer(outside ? new OutOfReach() : error, address, family);
    });
