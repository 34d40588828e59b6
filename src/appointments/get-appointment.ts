import { readRow } from '../platform/database/read.ts';
import { everyone, view } from '../platform/use-case.ts';
import { appointmentRow } from './appointment.entity.ts';

/** One appointment, or nothing when there is none that the viewer can see. */
export const getAppointment = view({
  action: 'see an appointment',
  subject: () => null,
  allow: everyone,
  read: ({ db }, _any, { appointmentId }: { appointmentId: number }) =>
    readRow(db, appointmentRow, { id: appointmentId }),
});
