import { appointmentRow } from '../appointments/appointment.entity.ts';
import { currentSessionRow } from '../appointments/session.entity.ts';
import type { ViewContext } from '../platform/context.ts';
import { readRows } from '../platform/database/read.ts';
import type { RowOf } from '../platform/database/shape.ts';
import { NotFound } from '../platform/refusals.ts';

/** An appointment with its current session. The session is null until the provider starts the visit. */
export interface WithSession extends RowOf<typeof appointmentRow> {
  session: RowOf<typeof currentSessionRow> | null;
}

/** Joins the current session to its appointment. */
export const WITH_SESSION = { session: { by: 'id', row: currentSessionRow } } as const;

/**
 * Returns an appointment that the viewer may see, with its session. Throws NOT_FOUND otherwise. One statement
 * and one error cover hidden and missing appointments, so neither the answer nor its timing tells them apart.
 */
export async function findVisit(
  { db }: ViewContext,
  { appointmentId: id }: { appointmentId: number },
): Promise<WithSession> {
  const [appointment] = await readRows(db, appointmentRow, { where: { id }, joins: WITH_SESSION });
  if (!appointment) throw new NotFound('Appointment');
  return appointment;
}
