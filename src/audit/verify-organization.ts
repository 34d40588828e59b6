import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../platform/database/db.ts';
import { readRow } from '../platform/database/read.ts';
import { auditHeadRow } from './audit-head.entity.ts';
import { readChain, readUnlinked } from './read-chain.ts';
import { type Finding, type Head, verifyChain } from './verify-chain.ts';

/** An entry has its place within a second. After five, something is wrong. */
const PATIENCE_MS = 5_000;
const STEP_MS = 250;

interface Options {
  heads?: Head[];
  after?: Head | undefined;
  patienceMs?: number;
}

/** Verifies all of an organization's rows while servers work: its chain, and rows that are not in it. */
export async function verifyOrganization(
  db: Db,
  orgId: number,
  { heads = [], after, patienceMs = PATIENCE_MS }: Options = {},
) {
  const readHead = () => readRow(db, auditHeadRow, { orgId });
  // Read before the entries, so that entries added meanwhile come after it.
  const kept = await readHead();
  const known = [...heads, ...(kept ? [{ ...kept, name: 'audit_heads' }] : [])];
  const end = async () => (await readHead())?.seq;
  const verified = await verifyChain(readChain(db), { heads: known, after, end });
  const finding = verified.finding ?? (await whatStaysUnlinked(db, patienceMs));
  return { ...verified, finding };
}

/**
 * Looks again at the rows without a place until each has one. An entry's own time says nothing about how long
 * it has been there: its author wrote it.
 */
async function whatStaysUnlinked(db: Db, patienceMs: number): Promise<Finding | undefined> {
  const began = performance.now();
  let rows = await readUnlinked(db);
  while (rows.length > 0 && performance.now() - began < patienceMs) {
    await pause(STEP_MS);
    rows = await readUnlinked(
      db,
      rows.map(({ id }) => id),
    );
  }
  const [first] = rows;
  if (!first) return undefined;
  const others = rows.length > 1 ? ` and ${rows.length - 1} more` : '';
  const sentence = `id ${first.id}${others} got no place in the chain within ${patienceMs / 1000} s`;
  return { kind: 'unlinked', seq: 0, sentence };
}
