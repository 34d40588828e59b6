import { AppointmentStatus } from '../appointments/appointment.entity.ts';
import { findAppointment } from '../appointments/find-appointment.ts';
import { isOver, isProviderOf } from '../appointments/visit-rules.ts';
import { Conflict } from '../platform/errors.ts';
import { change } from '../platform/use-case.ts';
import { lockVisit } from './lock-visit.ts';
import { topicsOf } from './topics.ts';

/** The provider completes the visit: nobody joins any more, and whoever waits is told. Ending twice is harmless. */
export const endSession = change({
  action: 'end a telehealth visit',
  subject: (ctx, input: { appointmentId: number }) => findAppointment(ctx, input),
  allow: (viewer, appointment) => isProviderOf(appointment, viewer),
  async run({ em, announce }, { id }, { appointmentId }) {
    const { appointment, session } = await lockVisit(em, id);
    if (!session) throw new Conflict('This visit has not been started');
    if (session.endedAt) return session;
    // What the EHR decided meanwhile (cancelled, no-show) stays.
    if (!isOver(appointment)) appointment.status = AppointmentStatus.COMPLETED;
    session.end();
    announce(topicsOf(appointment), { appointmentId });
    return session;
  },
});
