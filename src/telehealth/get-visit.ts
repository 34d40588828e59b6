import { isOver, isProviderOf, takesPartIn } from '../appointments/visit-rules.ts';
import type { ViewContext } from '../platform/context.ts';
import { BadUserInput, ROOM_NOT_READY } from '../platform/refusals.ts';
import { view } from '../platform/use-case.ts';
import type { Viewer } from '../platform/viewer.ts';
import { findVisit, type WithSession } from './find-visit.ts';
import { VisitClosed } from './visit-closed.ts';

const ofParticipants = {
  action: 'see a telehealth visit',
  subject: (ctx: ViewContext, input: { appointmentId: number }) => findVisit(ctx, input),
  allow: (viewer: Viewer, appointment: WithSession) => takesPartIn(appointment, viewer),
} as const;

/** Returns an appointment and its session to its participants, also if the visit is over. */
export const getVisit = view({ ...ofParticipants, read: (_ctx, visit) => visit });

/**
 * The same, but throws what a start or join would throw: CONFLICT if the visit is over, BAD_USER_INPUT if it is
 * not by video, and ROOM_NOT_READY for the patient before the start.
 */
export const getJoinableVisit = view({
  ...ofParticipants,
  read({ viewer }, visit) {
    const { session } = visit;
    if (isOver(visit)) throw new VisitClosed(visit);
    if (!visit.telehealth)
      throw new BadUserInput(
        'This appointment is not a telehealth visit',
        ['appointmentId'],
        'NOT_TELEHEALTH',
      );
    // The provider can start it again.
    if (isProviderOf(visit, viewer)) return visit;
    if (!session) throw ROOM_NOT_READY;
    if (session.endedAt) throw new VisitClosed(visit);
    return visit;
  },
});
