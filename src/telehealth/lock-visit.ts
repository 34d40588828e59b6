import { appointmentRow } from '../appointments/appointment.entity.ts';
import { currentSessionRow } from '../appointments/session.entity.ts';
import type { Transaction } from '../platform/database/db.ts';
import { readRow, readRows } from '../platform/database/read.ts';
import { applyFunction } from '../platform/database/write.ts';
import { NotFound } from '../platform/refusals.ts';

export type Visit = Awaited<ReturnType<typeof lockVisitToOpen>>;

/**
 * Reads the appointment and its current session and locks the appointment, so that concurrent starts and joins
 * run in turn.
 */
export async function lockVisit(db: Transaction, id: number) {
  // Two statements, not a join: the second one sees rows committed while the first one waited for the lock.
  const [[appointment], session] = await Promise.all([
    readRows(db, appointmentRow, { where: { id }, lock: true }),
    readRow(db, currentSessionRow, { appointmentId: id }),
  ]);
  if (!appointment) throw new NotFound('Appointment');
  return { appointment, session };
}

/** The same, with the id that a session would get which is opened now, in the same round trip. */
export async function lockVisitToOpen(db: Transaction, id: number) {
  const [visit, nextSessionId] = await Promise.all([
    lockVisit(db, id),
    applyFunction(db, 'session_id_for', id),
  ]);
  return { ...visit, nextSessionId };
}
