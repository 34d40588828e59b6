import { setTimeout as pause } from 'node:timers/promises';

const RETRY_AFTER_MS = 1_000;

/** For looks that fail while the database is away: one of them is tried again every second, and once it succeeds everyone looks again. */
export function openCatchUp(everyoneLooks: () => void) {
  const closing = new AbortController();
  let isTrying = false;

  async function tryAgain(look: () => Promise<unknown>) {
    isTrying = true;
    let hasSeen = false;
    while (!hasSeen) {
      await pause(RETRY_AFTER_MS, undefined, { signal: closing.signal });
      hasSeen = await look().then(
        () => true,
        () => false,
      );
    }
    isTrying = false;
    everyoneLooks();
  }

  return {
    missed(look: () => Promise<unknown>) {
      // It rejects only when `close` ends the pause.
      if (!isTrying) tryAgain(look).catch(() => {});
    },
    close: () => closing.abort(),
  };
}
