import type { ViewContext } from '../platform/context.ts';
import { readRow } from '../platform/database/read.ts';
import { NotFound } from '../platform/refusals.ts';
import { appointmentRow } from './appointment.entity.ts';

/**
 * Returns an appointment that the viewer may see. Throws NOT_FOUND otherwise. One statement and one error
 * cover hidden and missing appointments, so neither the answer nor its timing tells them apart.
 */
export async function findAppointment({ db }: ViewContext, { appointmentId }: { appointmentId: number }) {
  const appointment = await readRow(db, appointmentRow, { id: appointmentId });
  if (!appointment) throw new NotFound('Appointment');
  return appointment;
}
