import type { ViewContext } from '../platform/context.ts';
import { readRow } from '../platform/database/read.ts';
import { NotFound } from '../platform/refusals.ts';
import { appointmentRow } from './appointment.entity.ts';

/** The appointment, as far as the viewer can see it. What they may not see is not found, in the same time and words. */
export async function findAppointment({ db }: ViewContext, { appointmentId }: { appointmentId: number }) {
  const appointment = await readRow(db, appointmentRow, { id: appointmentId });
  if (!appointment) throw new NotFound('Appointment');
  return appointment;
}
