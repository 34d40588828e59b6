import { appointmentRow } from '../appointments/appointment.entity.ts';
import { sessionRow } from '../appointments/session.entity.ts';
import type { Transaction } from '../platform/database/db.ts';
import { readRow, readRows } from '../platform/database/read.ts';
import { NotFound } from '../platform/refusals.ts';

export type Visit = Awaited<ReturnType<typeof lockVisit>>;

/** The appointment and its visit, as they are now. Whoever holds them decides alone: two starts at once come one after the other. */
export async function lockVisit(db: Transaction, id: number) {
  // Two statements, one after the other: the second sees what was committed while the first waited for the lock.
  const [[appointment], session] = await Promise.all([
    readRows(db, appointmentRow, { where: { id }, lock: true }),
    readRow(db, sessionRow, { id }),
  ]);
  if (!appointment) throw new NotFound('Appointment');
  return { appointment, session };
}
