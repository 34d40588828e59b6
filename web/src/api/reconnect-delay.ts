export const FIRST_DELAY_MS = 2_500;
export const MAX_DELAY_MS = 5_000;

/**
 * How long to wait before a lost connection is opened again: a random time below a limit that doubles with
 * each attempt. When a server dies, its thousand clients reconnect over seconds instead of all at once.
 */
export const reconnectDelayMs = (retries: number) =>
  Math.random() * Math.min(FIRST_DELAY_MS * 2 ** retries, MAX_DELAY_MS);
