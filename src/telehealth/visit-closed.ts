import { type Appointment, AppointmentStatus } from '../appointments/appointment.entity.ts';
import { Conflict } from '../platform/refusals.ts';

const { CANCELLED, NO_SHOW } = AppointmentStatus;

/** The visit is over. `extensions.reason` is CANCELLED, NO_SHOW or ENDED. */
export class VisitClosed extends Conflict {
  constructor({ status }: Pick<Appointment, 'status'>) {
    super('This visit has ended', { reason: status === CANCELLED || status === NO_SHOW ? status : 'ENDED' });
  }
}
