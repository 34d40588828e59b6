import type { Db } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import { chainedEntry } from './audit-entry.entity.ts';
import type { ChainedEntry } from './link-after.ts';

const PAGE = 1_000;

/**
 * Yields an organization's entries in the order of their places in the chain, page by page. Rows with the
 * same place follow each other, by id. Rows without a place are not in the chain.
 */
export async function* readChain(
  db: Db,
  { fromSeq, toSeq }: { fromSeq?: number | undefined; toSeq?: number | undefined } = {},
): AsyncGenerator<ChainedEntry> {
  const where = {
    $and: [
      LINKED,
      ...(fromSeq === undefined ? [] : [{ seq: { $gte: fromSeq } }]),
      ...(toSeq === undefined ? [] : [{ seq: { $lt: toSeq } }]),
    ],
  };
  let after: number[] | undefined;
  do {
    const page = await readRows(db, chainedEntry, { where, orderBy: ['seq', 'id'], after, limit: PAGE });
    yield* page;
    after = page.length === PAGE ? placeOf(page.at(-1)) : undefined;
  } while (after);
}

const LINKED = { $not: { seq: null } };

/** Undefined beyond the numbers that can be compared exactly: no entry of ours is there, so nothing follows. */
function placeOf(entry: ChainedEntry | undefined) {
  const place = [Number(entry?.seq), Number(entry?.id)];
  return place.every(Number.isSafeInteger) ? place : undefined;
}

/**
 * Returns the first entry at or after a time. Later entries may be slightly earlier, as server clocks differ.
 */
export async function firstSince(db: Db, at: Date) {
  for await (const entry of readChain(db)) if (entry.at >= at) return entry;
  return undefined;
}

/** Returns the entry before this place in the chain, or the last entry. */
export async function lastBefore(db: Db, seq?: number | null) {
  const [entry] = await readRows(db, chainedEntry, {
    where: { $and: [LINKED, seq == null ? {} : { seq: { $lt: seq } }] },
    orderBy: ['seq'],
    descending: true,
    limit: 1,
  });
  return entry;
}

/** The most rows without a place that are looked at. */
const MAX_UNLINKED = 1_000;

/** Rows that have no place in the chain, or those of `ids` that still have none. */
export const readUnlinked = (db: Db, ids?: readonly number[]) =>
  readRows(db, chainedEntry, {
    where: { seq: null, ...(ids && { id: [...ids] }) },
    orderBy: ['id'],
    limit: MAX_UNLINKED,
  });
