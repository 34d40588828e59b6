import type { Db } from '../platform/database/db.ts';
import { askFunction } from '../platform/database/read.ts';
import { applyFunction } from '../platform/database/write.ts';
import type { Job } from '../platform/worker/worker.ts';

/** So many in one statement, which the embedded database's only connection is busy with for some 20 ms. */
const MOST = 250;

/** Gives new entries their places in the chains of their organizations. */
export const linkEntries: Job = {
  name: 'link the audit log',
  everyMs: 300,
  async waitingSeconds(db) {
    const [row] = await askFunction(db, 'audit_entries_waiting');
    return row?.answer ?? null;
  },
  run: async (db) => (await applyFunction(db, 'link_audit_entries', MOST)) > 0,
};

/** Links what is left, where no server may be running. */
export async function linkAll(db: Db) {
  // A full disk takes no writes, not even those that change nothing.
  if ((await linkEntries.waitingSeconds(db)) === null) return;
  while ((await applyFunction(db, 'link_audit_entries', MOST)) > 0);
}
