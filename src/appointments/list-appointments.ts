import type { FilterQuery } from '@mikro-orm/core';
import { type PageRequest, readPage } from '../platform/page.ts';
import { view } from '../platform/use-case.ts';
import { isAdmin, type Viewer } from '../platform/viewer.ts';
import { type Appointment, type AppointmentStatus, appointmentRow } from './appointment.entity.ts';
import { TELEHEALTH } from './visit-rules.ts';

export interface AppointmentSelection {
  /** Starting at or after. */
  from?: Date | null;
  /** Starting before. */
  to?: Date | null;
  status?: AppointmentStatus[] | null;
  visitType?: string | null;
  telehealth?: boolean | null;
  providerId?: number | undefined;
}

/** The viewer's appointments, latest first: a patient's own, a provider's own or a named colleague's, an admin's whole organization. */
export const listAppointments = view({
  action: 'list appointments',
  // Which ones there are to see, visibility decides.
  subject: () => null,
  allow: () => true,
  read: ({ em, viewer }, _all, { selection, page }: { selection: AppointmentSelection; page: PageRequest; appointmentId?: number }) =>
    readPage(em, appointmentRow, ['startsAt', 'id'], { $and: [ownedBy(viewer, selection), matching(selection)] }, page),
});

function ownedBy(viewer: Viewer, { providerId }: AppointmentSelection): FilterQuery<Appointment> {
  if (providerId !== undefined) return { providerId };
  if (isAdmin(viewer)) return {};
  const mine = [
    viewer.providerId === undefined ? undefined : { providerId: viewer.providerId },
    viewer.patientId === undefined ? undefined : { patientId: viewer.patientId },
  ];
  return { $or: mine.filter((part) => part !== undefined) };
}

function matching({ from, to, status, visitType, telehealth }: AppointmentSelection): FilterQuery<Appointment> {
  return {
    ...((from || to) && { startsAt: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
    ...(status && { status: { $in: status } }),
    $and: [
      ...(visitType ? [{ visitType }] : []),
      ...(telehealth == null ? [] : [telehealth ? { visitType: TELEHEALTH } : { $not: { visitType: TELEHEALTH } }]),
    ],
  };
}
