export const FIRST_WAIT = 2_500;
export const LONGEST_WAIT = 5_000;

/**
 * How long to wait before a lost connection is opened again, in milliseconds: anything up to a limit that grows. A thousand people
 * whose server has died come back over seconds and not at once.
 */
export const waitBefore = (retries: number) =>
  Math.random() * Math.min(FIRST_WAIT * 2 ** retries, LONGEST_WAIT);
