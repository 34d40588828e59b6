import type { Db } from '../platform/database/db.ts';
import { exportEntry } from './exported-entry.ts';
import { NOTHING } from './link-after.ts';
import { firstSince, lastBefore, readChain } from './read-chain.ts';

/** From `from` (inclusive) to `to` (exclusive). */
export interface Period {
  from?: Date | undefined;
  to?: Date | undefined;
}

const BEGINNING = new Date(-8.64e15);

/**
 * Yields the lines of an export: all entries from the first one of the period up to the first one after it.
 * The range has no gaps, so it can be verified on its own.
 */
export async function* exportChain(db: Db, { from, to }: Period) {
  const first = await firstSince(db, from ?? BEGINNING);
  if (!first) return;
  const end = to && (await firstSince(db, to));
  let previous = first.seq === 1 ? NOTHING : ((await lastBefore(db, first.seq))?.hash ?? null);
  for await (const entry of readChain(db, {
    fromSeq: first.seq ?? undefined,
    toSeq: end?.seq ?? undefined,
  })) {
    yield exportEntry(previous, entry);
    previous = entry.hash ?? null;
  }
}
