import { readRow } from '../platform/database/read.ts';
import { everyone, view } from '../platform/use-case.ts';
import { appointmentRow } from './appointment.entity.ts';

/** Returns one appointment, or undefined if it does not exist or the viewer may not see it. */
export const getAppointment = view({
  action: 'see an appointment',
  subject: () => null,
  allow: everyone,
  read: ({ db }, _any, { appointmentId }: { appointmentId: number }) =>
    readRow(db, appointmentRow, { id: appointmentId }),
});
