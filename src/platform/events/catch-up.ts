import { setTimeout as pause } from 'node:timers/promises';

const RETRY_AFTER_MS = 1_000;

/**
 * Recovers from database outages. It retries one failed read every second. When that succeeds, it calls
 * `onRecovered`, so that every listener of this node reads again.
 */
export function openCatchUp(onRecovered: () => void) {
  const closing = new AbortController();
  let isRetrying = false;

  async function retry(read: () => Promise<unknown>) {
    isRetrying = true;
    let hasSucceeded = false;
    while (!hasSucceeded) {
      await pause(RETRY_AFTER_MS, undefined, { signal: closing.signal });
      hasSucceeded = await read().then(
        () => true,
        () => false,
      );
    }
    isRetrying = false;
    onRecovered();
  }

  return {
    missed(read: () => Promise<unknown>) {
      // `retry` rejects only when `close` aborts the pause.
      if (!isRetrying) retry(read).catch(() => {});
    },
    close: () => closing.abort(),
  };
}
