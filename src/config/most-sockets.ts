import { existsSync, readFileSync } from 'node:fs';

/** Left to the database, the broker and plain HTTP: a tenth of all descriptors, and no fewer than these. */
const LEAST_LEFT = 200;
/** Where no system tells, as outside of Linux: what macOS gives a process. */
const USUAL_LIMIT = 10_240;
const LIMITS = '/proc/self/limits';

/**
 * How many sockets may be held open: each takes a file descriptor, and when those are used up nobody is answered any more, probes neither.
 * `limits` is the text of proc(5). Node has raised its own soft limit to the hard one by the time that this is read.
 */
export function mostSockets(limits = existsSync(LIMITS) ? readFileSync(LIMITS, 'utf8') : '') {
  const limit = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? USUAL_LIMIT);
  return Math.max(1, limit - Math.max(LEAST_LEFT, Math.ceil(limit / 10)));
}
