import { isProviderOf, takesPartIn } from '../appointments/visit-rules.ts';
import { ROOM_NOT_READY } from '../platform/refusals.ts';
import { view } from '../platform/use-case.ts';
import { findVisit } from './find-visit.ts';

/**
 * Returns an appointment and its session to its participants. The patient gets ROOM_NOT_READY before the
 * start.
 */
export const getVisit = view({
  action: 'see a telehealth visit',
  subject: (ctx, input: { appointmentId: number }) => findVisit(ctx, input),
  allow: (viewer, appointment) => takesPartIn(appointment, viewer),
  read({ viewer }, { session, ...appointment }) {
    if (!session && !isProviderOf(appointment, viewer)) throw ROOM_NOT_READY;
    return { appointment, session };
  },
});
