import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Recall } from '../access/authenticate.ts';
import { RateLimited } from '../refusals.ts';
import type { Viewer } from '../viewer.ts';
import { networkOf } from './network-of.ts';
import { openCounters } from './request-counters.ts';
import { openSharedCounters } from './shared-counters.ts';

/**
 * The limit of an address, as a multiple of a person's. It applies to callers that are not identified yet:
 * first requests and attempts with invalid tokens. A clinic with a thousand people may have one address.
 */
const PEOPLE_PER_ADDRESS = 5;
const MINUTE_MS = 60_000;

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether this request has been counted for a person. Otherwise it has been counted for its address. */
    isCounted: boolean;
  }
}

export type RateLimits = ReturnType<typeof openRateLimits>;

/**
 * Counts the operations of each person, whichever door they use. `limit` is per minute, and 0 means none. The
 * nodes of an installation count together if they share a Redis.
 */
export function openRateLimits(limit: number, eventsUrl?: string) {
  const shared = eventsUrl && /^rediss?:/.test(eventsUrl) ? openSharedCounters(eventsUrl) : undefined;
  const counters = openCounters(shared?.share);
  return {
    limit,
    counters,
    /** Counts an operation. Throws RateLimited beyond the limit. */
    countPerson(viewer: Viewer) {
      if (limit === 0) return;
      const refuse = (_error: null, { current, ttl }: { current: number; ttl: number }) => {
        if (current > limit) throw new RateLimited(Math.ceil(ttl / 1000));
      };
      counters.count(keyOf(viewer), refuse, MINUTE_MS);
    },
    close() {
      counters.close();
      shared?.close();
    },
  };
}

/**
 * Limits HTTP requests before their bodies are read: by person, if the token has identified one before, else
 * by address. `isFree` requests do not count.
 */
export async function limitRates(
  server: FastifyInstance,
  { limit, counters }: RateLimits,
  recall: Recall,
  isFree: (request: FastifyRequest) => boolean,
) {
  server.decorateRequest('isCounted', false);
  if (limit === 0) return;
  await server.register(rateLimit, {
    global: false,
    max: (_request, key) => (key.startsWith(PERSON) ? limit : limit * PEOPLE_PER_ADDRESS),
    timeWindow: MINUTE_MS,
    keyGenerator(request) {
      const viewer = request.headers.authorization === undefined ? undefined : recall(request.headers);
      request.isCounted = viewer !== undefined;
      return viewer ? keyOf(viewer) : networkOf(request.ip);
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
const keyOf = ({ orgId, identity }: Viewer) => `${PERSON}${orgId}/${identity}`;
