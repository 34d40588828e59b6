import { appointmentRow } from '../appointments/appointment.entity.ts';
import { sessionRow } from '../appointments/session.entity.ts';
import type { ViewContext } from '../platform/context.ts';
import { type RowOf, readRows } from '../platform/database/read.ts';
import { NotFound } from '../platform/refusals.ts';

/** An appointment that was read together with its visit: null before the start. */
export interface WithSession extends RowOf<typeof appointmentRow> {
  session: RowOf<typeof sessionRow> | null;
}

/** How the visit is read along with its appointment. */
export const WITH_SESSION = { session: { by: 'id', row: sessionRow } } as const;

/** The appointment and its visit, as far as the viewer can see them. What they may not see is not found, in the same time and words. */
export async function findVisit(
  { db }: ViewContext,
  { appointmentId: id }: { appointmentId: number },
): Promise<WithSession> {
  const [appointment] = await readRows(db, appointmentRow, { where: { id }, joins: WITH_SESSION });
  if (!appointment) throw new NotFound('Appointment');
  return appointment;
}
