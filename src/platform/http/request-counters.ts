import { LRUCache } from 'lru-cache';

/** The least recently used counters are dropped. */
const MAX_COUNTERS = 100_000;
const SHARE_EVERY_MS = 1_000;
/** Smaller counts are not shared with other nodes. Clients that only poll stay below it. */
const MIN_SHARED = 60;

interface Count {
  /** The sum of all nodes, as of the last exchange, plus requests to this node since. */
  total: number;
  /** The part that other nodes do not know of yet. */
  unshared: number;
  /** When the window ends, by `performance.now()`. */
  endsAt: number;
}

/**
 * Adds `more` to the count of all nodes. Resolves with the sum and the milliseconds until the window ends.
 */
export type Share = (key: string, more: number, windowMs: number) => Promise<[total: number, ttl: number]>;

export interface Counters {
  /** The `incr` of a @fastify/rate-limit store. Calls `done` synchronously. */
  count(
    key: string,
    done: (error: null, result: { current: number; ttl: number }) => void,
    windowMs: number,
  ): void;
  close(): void;
}

/**
 * Counts requests in this process. Once a second it shares high counts with the other nodes. If that fails,
 * it counts on its own.
 */
export function openCounters(share?: Share): Counters {
  const counts = new LRUCache<string, Count>({ max: MAX_COUNTERS });
  const toShare = new Map<string, number>();

  async function shareCount(key: string, windowMs: number) {
    const count = counts.get(key);
    if (!share || !count) return;
    const more = count.unshared;
    const [total, ttl] = await share(key, more, windowMs);
    count.unshared -= more;
    count.total = total + count.unshared;
    count.endsAt = performance.now() + ttl;
  }

  const sharing = setInterval(() => {
    const keys = [...toShare];
    toShare.clear();
    // If the count cannot be shared, it stays in `unshared` and is sent with the next one.
    for (const [key, windowMs] of keys) shareCount(key, windowMs).catch(() => {});
  }, SHARE_EVERY_MS).unref();

  return {
    count(key, done, windowMs) {
      const now = performance.now();
      let count = counts.get(key);
      if (!count || count.endsAt <= now) {
        count = { total: 0, unshared: 0, endsAt: now + windowMs };
        counts.set(key, count);
      }
      count.total += 1;
      count.unshared += 1;
      if (share && count.total >= MIN_SHARED) toShare.set(key, windowMs);
      done(null, { current: count.total, ttl: count.endsAt - now });
    },
    close: () => clearInterval(sharing),
  };
}
