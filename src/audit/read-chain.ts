import type { Db } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import { chainedEntry } from './audit-entry.entity.ts';
import type { ChainedEntry } from './link-after.ts';

const PAGE = 1_000;

/**
 * An organization's entries in the order of their ids, which is the chain's, up to the last there is when it begins; a page at a time,
 * however many there are. A page is looked for among so many ids at most, since a plan that is kept does not know how many are behind.
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

/** The first entry at or after a time, which later ones may be a little before: times are of the servers' clocks. */
export async function firstSince(db: Db, at: Date) {
  for await (const entry of readChain(db)) if (entry.at >= at) return entry;
  return undefined;
}

/** The entry before this one, or the last of all. */
export async function lastBefore(db: Db, id?: number) {
  const [entry] = await readRows(db, chainedEntry, {
    where: id ? { id: { $lt: id } } : {},
    orderBy: ['id'],
    descending: true,
    limit: 1,
  });
  return entry;
}
