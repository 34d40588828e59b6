import type { FilterQuery } from '@mikro-orm/core';
import { patientRow } from '../people/patient.entity.ts';
import { providerRow } from '../people/provider.entity.ts';
import type { FieldSelection } from '../platform/database/field-selection.ts';
import { type PageRequest, readPage } from '../platform/database/page.ts';
import { narrow } from '../platform/database/shape.ts';
import { everyone, view } from '../platform/use-case.ts';
import { isAdmin, type Viewer } from '../platform/viewer.ts';
import { type Appointment, type AppointmentStatus, appointmentRow } from './appointment.entity.ts';
import { currentSessionRow } from './session.entity.ts';

export interface AppointmentSelection {
  /** Starts at or after this time. */
  from?: Date | null;
  /** Starts before this time. */
  to?: Date | null;
  status?: AppointmentStatus[] | null;
  visitType?: string | null;
  telehealth?: boolean | null;
  /** Only those in which the viewer is the patient or the provider. */
  mine?: boolean | null;
  providerId?: number | undefined;
  patientId?: number | undefined;
}

interface ListAppointments {
  selection: AppointmentSelection;
  page: PageRequest;
  /** The fields that the client selected on each appointment. */
  fields: FieldSelection;
}

/**
 * Lists the viewer's appointments, latest or earliest first. Patients get their own. Providers get their own, or those of
 * a named colleague. Admins get the whole organization's.
 */
export const listAppointments = view({
  action: 'list appointments',
  // Row visibility decides which appointments are listed.
  subject: () => null,
  allow: everyone,
  read({ db, viewer }, _all, { selection, page, fields }: ListAppointments) {
    const where = { $and: [ownedBy(viewer, selection), matching(selection)] };
    return readPage(
      db,
      narrow(appointmentRow, fields, [...KEY, ...Object.keys(JOINS)]),
      KEY,
      where,
      page,
      joinsFor(fields),
    );
  },
});

const KEY = ['startsAt', 'id'] as const;

/** Rows that the list's statement can join, by GraphQL field. */
const JOINS = {
  patient: { by: 'patientId', row: patientRow },
  provider: { by: 'providerId', row: providerRow },
  session: { by: 'id', row: currentSessionRow },
} as const;

const joinsFor = (fields: FieldSelection): Partial<typeof JOINS> =>
  Object.fromEntries(
    Object.entries(JOINS).flatMap(([name, { by, row }]) => {
      const ofThem = fields.get(name);
      return ofThem ? [[name, { by, row: narrow(row, ofThem, ['id']) }]] : [];
    }),
  );

function ownedBy(viewer: Viewer, { providerId, mine }: AppointmentSelection): FilterQuery<Appointment> {
  const showsOthers = !mine && (providerId !== undefined || isAdmin(viewer));
  return {
    $and: [
      ...(providerId === undefined ? [] : [{ providerId }]),
      ...(showsOthers ? [] : [ofParticipant(viewer)]),
    ],
  };
}

function ofParticipant(viewer: Viewer): FilterQuery<Appointment> {
  const own = [
    viewer.providerId === undefined ? undefined : { providerId: viewer.providerId },
    viewer.patientId === undefined ? undefined : { patientId: viewer.patientId },
  ];
  return { $or: own.filter((part) => part !== undefined) };
}

function matching({
  from,
  to,
  status,
  visitType,
  telehealth,
  patientId,
}: AppointmentSelection): FilterQuery<Appointment> {
  return {
    ...((from || to) && { startsAt: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
    ...(status && { status: { $in: status } }),
    ...(patientId !== undefined && { patientId }),
    ...(visitType && { visitType }),
    ...(telehealth != null && { telehealth }),
  };
}
