import { isIPv6 } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RateLimited } from '../refusals.ts';
import type { Viewer } from '../viewer.ts';
import type { Counters } from './request-counters.ts';

/**
 * So many people's requests are let through from one address in a minute, of those who have not shown who they are: everyone's first
 * request, and whoever tries tokens. A clinic of a thousand people may come from one address.
 */
const PEOPLE_OF_AN_ADDRESS = 5;
const MINUTE_MS = 60_000;

interface Limits {
  /** Requests of one person in a minute. */
  most: number;
  counters: Counters;
  /** Who shows these credentials, if they were verified before. */
  recall(credentials: FastifyRequest['headers']): Viewer | undefined;
  isFree(request: FastifyRequest): boolean;
}

/** Who is known counts for themselves, from wherever they come; whoever is not, by their address, whatever token they show. */
export async function limitRates(server: FastifyInstance, { most, counters, recall, isFree }: Limits) {
  await server.register(rateLimit, {
    global: false,
    // The first was counted by address: who it was became known by it.
    max: (_request, key) => (key.startsWith(PERSON) ? most - 1 : most * PEOPLE_OF_AN_ADDRESS),
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
  // By itself the plugin counts after a plugin's own hooks, which here ask who is there, and never what leads nowhere.
  server.addHook('onRequest', server.rateLimit());
}

const PERSON = 'person ';

/** Whoever has one IPv6 address has a whole /64 of them (RFC 6177). */
function networkOf(ip: string) {
  if (!isIPv6(ip) || ip.includes('.')) return ip;
  const [head = [], tail = []] = ip.split('::').map((half) => half.split(':').filter(Boolean));
  const gap = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return [...head, ...gap, ...tail].slice(0, 4).join(':');
}
