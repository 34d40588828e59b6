import { hash } from 'node:crypto';

/** What the work below takes on a quiet core, in milliseconds. */
const QUIET_MS = 11;
const WORK = Buffer.alloc(16 * 1024 * 1024);
const TRIES = 5;

/**
 * How many times longer than on a quiet machine work takes here and now, and never less than 1. What may take so many seconds
 * may take so many times that: a limit tells of the server, and not of what else the machine does.
 */
export function slowness() {
  const tries = Array.from({ length: TRIES }, () => {
    const begun = performance.now();
    hash('sha256', WORK);
    return (performance.now() - begun) / QUIET_MS;
  });
  return Math.max(1, ...tries);
}

/** The same of the processor's time, which does not go by while others have it. */
export function slownessOfProcessor() {
  const tries = Array.from({ length: TRIES }, () => {
    const { user } = process.threadCpuUsage();
    hash('sha256', WORK);
    return (process.threadCpuUsage().user - user) / 1_000 / QUIET_MS;
  });
  return Math.max(1, Math.min(...tries));
}
