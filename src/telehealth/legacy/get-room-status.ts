import { isOver } from '../../appointments/visit-rules.ts';
import { everyone, view } from '../../platform/use-case.ts';
import { findVisit } from '../find-visit.ts';

export type RoomStatus = 'waiting' | 'active' | 'ended';

/** How far the visit of an appointment is, for whoever can see the appointment. */
export const getRoomStatus = view({
  action: 'see a telehealth room',
  subject: (ctx, input: { appointmentId: number }) => findVisit(ctx, input),
  allow: everyone,
  read(_ctx, { session, ...appointment }): RoomStatus {
    if (session?.endedAt || isOver(appointment)) return 'ended';
    return session ? 'active' : 'waiting';
  },
});
