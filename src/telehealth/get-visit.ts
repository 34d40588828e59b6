import { findAppointment } from '../appointments/find-appointment.ts';
import { isProviderOf, takesPartIn } from '../appointments/visit-rules.ts';
import { RoomNotReady } from '../platform/errors.ts';
import { readRow } from '../platform/read.ts';
import { view } from '../platform/use-case.ts';
import { sessionRow } from './session.entity.ts';

/** An appointment and its visit, for the two who take part in it. For the patient there is none before the start. */
export const getVisit = view({
  action: 'see a telehealth visit',
  subject: (ctx, input: { appointmentId: number }) => findAppointment(ctx, input),
  allow: (viewer, appointment) => takesPartIn(appointment, viewer),
  async read({ em, viewer }, appointment) {
    const session = await readRow(em, sessionRow, { id: appointment.id });
    if (!session && !isProviderOf(appointment, viewer)) throw new RoomNotReady();
    return { appointment, session };
  },
});
