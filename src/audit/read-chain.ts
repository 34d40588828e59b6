import type { Db } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import { chainedEntry } from './audit-entry.entity.ts';
import type { ChainedEntry } from './link-after.ts';

const PAGE = 1_000;

/**
 * Yields an organization's entries in chain order (by id), page by page, up to the last entry at the time of
 * the call. Each query also has an upper bound on ids, which adapts to gaps: PostgreSQL's cached plan cannot
 * estimate how many rows follow an id.
 */
export async function* readChain(db: Db, { fromId = 0, toId = Infinity } = {}): AsyncGenerator<ChainedEntry> {
  const end = Math.min(toId - 1, (await lastBefore(db))?.id ?? 0);
  let after = fromId - 1;
  let reach = PAGE;
  while (after < end) {
    const until = Math.min(after + reach, end);
    const page = await readRows(db, chainedEntry, {
      where: { id: { $gt: after, $lte: until } },
      orderBy: ['id'],
      limit: PAGE,
    });
    yield* page;
    const isFull = page.length === PAGE;
    after = isFull ? (page.at(-1)?.id ?? until) : until;
    reach = isFull ? Math.max(PAGE, reach / 2) : reach * 2;
  }
}

/**
 * Returns the first entry at or after a time. Later entries may be slightly earlier, as server clocks differ.
 */
export async function firstSince(db: Db, at: Date) {
  for await (const entry of readChain(db)) if (entry.at >= at) return entry;
  return undefined;
}

/** Returns the entry before this id, or the last entry. */
export async function lastBefore(db: Db, id?: number) {
  const [entry] = await readRows(db, chainedEntry, {
    where: id ? { id: { $lt: id } } : {},
    orderBy: ['id'],
    descending: true,
    limit: 1,
  });
  return entry;
}
