import { existsSync, readFileSync } from 'node:fs';

/**
 * Descriptors reserved for the database, the broker and plain HTTP: a tenth of all, but at least this many.
 */
const MIN_RESERVED = 200;
/** The limit to assume outside of Linux: OPEN_MAX of macOS. */
const DEFAULT_LIMIT = 10_240;
const LIMITS = '/proc/self/limits';

/**
 * How many WebSockets the process may hold. Each takes a file descriptor, and a process without free
 * descriptors answers nobody, not even health probes. `limits` is the text of /proc/self/limits (proc(5)).
 * Node raises its soft limit to the hard limit at startup, before this reads it.
 */
export function mostSockets(limits = existsSync(LIMITS) ? readFileSync(LIMITS, 'utf8') : '') {
  const limit = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? DEFAULT_LIMIT);
  return Math.max(1, limit - Math.max(MIN_RESERVED, Math.ceil(limit / 10)));
}
