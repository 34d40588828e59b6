import { findAppointment } from '../appointments/find-appointment.ts';
import { isOver } from '../appointments/visit-rules.ts';
import { readRow } from '../platform/read.ts';
import { view } from '../platform/use-case.ts';
import { sessionRow } from './session.entity.ts';

export type RoomStatus = 'waiting' | 'active' | 'ended';

/** How far the visit of an appointment is, for whoever can see the appointment. */
export const getRoomStatus = view({
  action: 'see a telehealth room',
  subject: (ctx, input: { appointmentId: number }) => findAppointment(ctx, input),
  allow: () => true,
  async read({ em }, appointment): Promise<RoomStatus> {
    const session = await readRow(em, sessionRow, { id: appointment.id });
    if (session?.endedAt || isOver(appointment)) return 'ended';
    return session ? 'active' : 'waiting';
  },
});
