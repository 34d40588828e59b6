import { askFunction } from '../platform/database/read.ts';
import { applyFunction } from '../platform/database/write.ts';
import type { Job } from '../platform/worker/worker.ts';

/** Makes one entry of the refusals that were repeated in a minute, once it is over. */
export const closeMinutes: Job = {
  name: 'close the minutes of refusals',
  everyMs: 2_000,
  async waitingSeconds(db) {
    const [row] = await askFunction(db, 'audit_minutes_waiting');
    return row?.answer ?? null;
  },
  run: async (db) => (await applyFunction(db, 'close_audit_minutes')) > 0,
};
