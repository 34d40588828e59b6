import { isOver } from '../../appointments/visit-rules.ts';
import { everyone, view } from '../../platform/use-case.ts';
import { findVisit } from '../find-visit.ts';

export type RoomStatus = 'waiting' | 'active' | 'ended';

/** The state of a visit. Everyone who may see the appointment may read it. */
export const getRoomStatus = view({
  action: 'see a telehealth room',
  subject: (ctx, input: { appointmentId: number }) => findVisit(ctx, input),
  allow: everyone,
  read(_ctx, { session, ...appointment }): RoomStatus {
    if (session?.endedAt || isOver(appointment)) return 'ended';
    return session ? 'active' : 'waiting';
  },
});
