import { Redis } from 'ioredis';
import { brokerAddress } from '../events/broker/broker-address.ts';
import type { Share } from './request-counters.ts';

const TIMEOUT_MS = 1_000;
/** A script, so that increment and expiry are atomic and no count is left without an expiry. */
const ADD = `local total = redis.call('INCRBY', KEYS[1], ARGV[1])
local ttl = redis.call('PTTL', KEYS[1])
if ttl < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  ttl = tonumber(ARGV[2])
end
return {total, ttl}`;

/**
 * Counts in the Redis that the nodes of an installation share. If Redis is unreachable, `share` rejects
 * without waiting. The events report the outage.
 */
export function openSharedCounters(eventsUrl: string): { share: Share; close(): void } {
  const { url, channel } = brokerAddress(eventsUrl);
  const redis = new Redis(url, {
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  });
  // ioredis reconnects by itself, but prints errors that have no listener.
  redis.on('error', () => {});
  return {
    share: async (key, more, windowMs) =>
      // `as`: ADD returns {total, ttl}.
      (await redis.eval(ADD, 1, `${channel}:rate:${key}`, more, windowMs)) as [number, number],
    close: () => redis.disconnect(),
  };
}
