import type { Viewer } from '../platform/viewer.ts';
import { type Appointment, AppointmentStatus } from './appointment.entity.ts';
import type { TelehealthSession } from './session.entity.ts';

type Participants = Pick<Appointment, 'orgId' | 'providerId' | 'patientId'>;

const OVER = [AppointmentStatus.COMPLETED, AppointmentStatus.CANCELLED, AppointmentStatus.NO_SHOW];
export const STILL_OPEN = Object.values(AppointmentStatus).filter((status) => !OVER.includes(status));

export const isOver = ({ status }: Pick<Appointment, 'status'>) => OVER.includes(status);

/** Whether the room can be joined now. The EHR may close an appointment while its session is still open. */
export const isOpen = (
  appointment: Pick<Appointment, 'status'>,
  session: Pick<TelehealthSession, 'endedAt'> | null | undefined,
) => session != null && !session.endedAt && !isOver(appointment);

export const isProviderOf = ({ orgId, providerId }: Participants, viewer: Viewer) =>
  viewer.orgId === orgId && viewer.providerId === providerId;
export const isPatientOf = ({ orgId, patientId }: Participants, viewer: Viewer) =>
  viewer.orgId === orgId && viewer.patientId === patientId;
export const takesPartIn = (appointment: Participants, viewer: Viewer) =>
  isProviderOf(appointment, viewer) || isPatientOf(appointment, viewer);
