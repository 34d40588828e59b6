import { isProviderOf, takesPartIn } from '../appointments/visit-rules.ts';
import { ROOM_NOT_READY } from '../platform/refusals.ts';
import { view } from '../platform/use-case.ts';
import { findVisit } from './find-visit.ts';

/** An appointment and its visit, for the two who take part in it. For the patient there is none before the start. */
export const getVisit = view({
  action: 'see a telehealth visit',
  subject: (ctx, input: { appointmentId: number }) => findVisit(ctx, input),
  allow: (viewer, appointment) => takesPartIn(appointment, viewer),
  read({ viewer }, { session, ...appointment }) {
    if (!session && !isProviderOf(appointment, viewer)) throw ROOM_NOT_READY;
    return { appointment, session };
  },
});
