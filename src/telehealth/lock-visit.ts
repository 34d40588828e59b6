import { appointmentRow } from '../appointments/appointment.entity.ts';
import { sessionRow } from '../appointments/session.entity.ts';
import type { Transaction } from '../platform/database/db.ts';
import { readRow, readRows } from '../platform/database/read.ts';
import { NotFound } from '../platform/refusals.ts';

export type Visit = Awaited<ReturnType<typeof lockVisit>>;

/**
 * Reads the appointment and its session and locks the appointment, so that concurrent starts and joins run in
 * turn.
 */
export async function lockVisit(db: Transaction, id: number) {
  // Two statements, not a join: the second one sees rows committed while the first one waited for the lock.
  const [[appointment], session] = await Promise.all([
    readRows(db, appointmentRow, { where: { id }, lock: true }),
    readRow(db, sessionRow, { id }),
  ]);
  if (!appointment) throw new NotFound('Appointment');
  return { appointment, session };
}
