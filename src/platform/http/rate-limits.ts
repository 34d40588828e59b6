import { isIPv6 } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RateLimited } from '../refusals.ts';
import type { Viewer } from '../viewer.ts';
import type { Counters } from './request-counters.ts';

/**
 * The limit of an address, as a multiple of a person's. It applies to callers that are not identified yet:
 * first requests and attempts with invalid tokens. A clinic with a thousand people may have one address.
 */
const PEOPLE_PER_ADDRESS = 5;
const MINUTE_MS = 60_000;

interface Limits {
  /** Requests per person and minute. */
  limit: number;
  counters: Counters;
  /** The viewer with these credentials, if they were verified before. */
  recall(credentials: FastifyRequest['headers']): Viewer | undefined;
  isFree(request: FastifyRequest): boolean;
}

/**
 * Limits requests per person. Callers that are not identified yet are limited per IP address, even if they
 * send a token.
 */
export async function limitRates(server: FastifyInstance, { limit, counters, recall, isFree }: Limits) {
  await server.register(rateLimit, {
    global: false,
    // A person's first request counted for their address, because it identified them.
    max: (_request, key) => (key.startsWith(PERSON) ? limit - 1 : limit * PEOPLE_PER_ADDRESS),
    timeWindow: MINUTE_MS,
    keyGenerator({ headers, ip }) {
      const viewer = headers.authorization === undefined ? undefined : recall(headers);
      return viewer ? `${PERSON}${viewer.orgId}/${viewer.identity}` : networkOf(ip);
    },
    store: class {
      incr = counters.count;
      child() {
        return this;
      }
    },
    allowList: isFree,
    errorResponseBuilder: (_request, { ttl }) => new RateLimited(Math.ceil(ttl / 1000)),
  });
  // By default the plugin counts after the doors' hooks, which authenticate, and does not count unknown
  // paths.
  server.addHook('onRequest', server.rateLimit());
}

const PERSON = 'person ';

/** One IPv6 customer has at least a /64 (RFC 6177), so IPv6 addresses count by their /64. */
function networkOf(ip: string) {
  if (!isIPv6(ip) || ip.includes('.')) return ip;
  const [head = [], tail = []] = ip.split('::').map((half) => half.split(':').filter(Boolean));
  const gap = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return [...head, ...gap, ...tail].slice(0, 4).join(':');
}
