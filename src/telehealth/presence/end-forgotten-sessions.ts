import { askFunction } from '../../platform/database/read.ts';
import { applyRowsFunction } from '../../platform/database/write.ts';
import type { Job } from '../../platform/worker/worker.ts';
import { topicsOf } from '../topics.ts';

/**
 * Ends sessions that nobody has given a sign of life for 24 h, or what the organization says in
 * `visit.auto_end_hours`. It leaves the appointments as they are.
 */
export const endForgottenSessions: Job = {
  name: 'end forgotten visits',
  everyMs: 30_000,
  async waitingSeconds(db) {
    const [row] = await askFunction(db, 'forgotten_sessions_waiting');
    return row?.answer ?? null;
  },
  async run(db, announce) {
    const ended = await applyRowsFunction<Ended>(db, 'end_forgotten_sessions', COLUMNS);
    for (const visit of ended) announce(topicsOf(visit), visit.id);
    return ended.length > 0;
  },
};

/** The appointment of a session that has been ended, and its participants. */
interface Ended {
  id: number;
  orgId: number;
  patientId: number;
  providerId: number;
}

const COLUMNS = (['id', 'orgId', 'patientId', 'providerId'] as const).map((name) => ({
  name,
  type: 'number' as const,
}));
