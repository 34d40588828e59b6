import { Redis } from 'ioredis';
import { brokerAddress } from '../events/broker/broker-address.ts';
import type { Share } from './request-counters.ts';

const TIMEOUT_MS = 1_000;
/** One step, so that no count is left without an end. */
const ADD = `local total = redis.call('INCRBY', KEYS[1], ARGV[1])
local ttl = redis.call('PTTL', KEYS[1])
if ttl < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  ttl = tonumber(ARGV[2])
end
return {total, ttl}`;

/** Counts on a Redis that all nodes of an installation have. While it is away every attempt fails at once, and nobody waits: the events say that it is. */
export function openSharedCounters(eventsUrl: string): { share: Share; close(): void } {
  const { url, channel } = brokerAddress(eventsUrl);
  const redis = new Redis(url, {
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  });
  // ioredis connects again by itself, but prints every error that nobody listens for.
  redis.on('error', () => {});
  return {
    share: async (key, more, windowMs) =>
      (await redis.eval(ADD, 1, `${channel}:rate:${key}`, more, windowMs)) as [number, number], // as ADD returns
    close: () => redis.disconnect(),
  };
}
