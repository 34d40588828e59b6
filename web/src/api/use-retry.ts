import { useEffect, useRef } from 'react';

/** While the server cannot be reached. */
export const PROBE_EVERY_MS = 4_000;
/** While it answers with a fault. */
export const RETRY_EVERY_MS = 15_000;

/**
 * Tries again by itself, as long as there is something to try: at this interval, and at once when the network
 * is back or the tab is shown.
 */
export function useRetry(retry: (() => void) | undefined, everyMs: number) {
  const latest = useRef(retry);
  latest.current = retry;
  const isFailing = retry !== undefined;
  useEffect(() => {
    if (!isFailing) return undefined;
    const tryNow = () => document.hidden || latest.current?.();
    // At a random time, since a server that comes back has many pages that wait for it.
    const timer = setInterval(tryNow, everyMs * (0.5 + Math.random() / 2));
    window.addEventListener('online', tryNow);
    document.addEventListener('visibilitychange', tryNow);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', tryNow);
      document.removeEventListener('visibilitychange', tryNow);
    };
  }, [isFailing, everyMs]);
}

/** Does it once the server answers. Meanwhile what the page shows stays as it is. */
export const onceReachable = (work: () => void) => () =>
  void fetch('/healthz', { cache: 'no-store' }).then(
    ({ ok }) => ok && work(),
    () => undefined, // it is asked again
  );
