import { LRUCache } from 'lru-cache';

/** How many are counted at a time; who was not heard of for longest is forgotten. */
const MAX_COUNTED = 100_000;
const SHARE_EVERY_MS = 1_000;
/** Nobody who polls asks for more than this in a minute: of them the other nodes need not know. */
const WORTH_SHARING = 60;

interface Count {
  /** On all nodes, as far as it is known here. */
  total: number;
  /** Of it, what the others have not been told. */
  unshared: number;
  /** By a clock that nobody sets. */
  ends: number;
}

/** Adds to what all nodes have counted under a key. Answers with the sum, and when it starts anew, in milliseconds from now. */
export type Share = (key: string, more: number, windowMs: number) => Promise<[total: number, ttl: number]>;

export interface Counters {
  /** As @fastify/rate-limit asks its store, which never waits for anything here. */
  count(
    key: string,
    done: (error: null, result: { current: number; ttl: number }) => void,
    windowMs: number,
  ): void;
  close(): void;
}

/** Counts requests in this process, and tells the other nodes once a second of whoever asks a lot. While they cannot be told, it counts alone. */
export function openCounters(share?: Share): Counters {
  const counts = new LRUCache<string, Count>({ max: MAX_COUNTED });
  const toShare = new Map<string, number>();

  async function tell(key: string, windowMs: number) {
    const count = counts.get(key);
    if (!share || !count) return;
    const more = count.unshared;
    const [total, ttl] = await share(key, more, windowMs);
    count.unshared -= more;
    count.total = total + count.unshared;
    count.ends = performance.now() + ttl;
  }

  const telling = setInterval(() => {
    const keys = [...toShare];
    toShare.clear();
    // If the count cannot be shared, it stays in `unshared` and is sent with the next one.
    for (const [key, windowMs] of keys) tell(key, windowMs).catch(() => {});
  }, SHARE_EVERY_MS).unref();

  return {
    count(key, done, windowMs) {
      const now = performance.now();
      let count = counts.get(key);
      if (!count || count.ends <= now) {
        count = { total: 0, unshared: 0, ends: now + windowMs };
        counts.set(key, count);
      }
      count.total += 1;
      count.unshared += 1;
      if (share && count.total >= WORTH_SHARING) toShare.set(key, windowMs);
      done(null, { current: count.total, ttl: count.ends - now });
    },
    close: () => clearInterval(telling),
  };
}
