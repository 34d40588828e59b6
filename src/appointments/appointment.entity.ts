import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { GraphQLDateTime } from 'graphql-scalars';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Organization } from '../organizations/organization.entity.ts';
import { Patient } from '../people/patient.entity.ts';
import { Provider } from '../people/provider.entity.ts';
import { rowOf } from '../platform/database/shape.ts';
import { visibleTo } from '../platform/database/visible-to.ts';
import { isStaff } from '../platform/viewer.ts';
import { telehealthColumn } from './telehealth-column.ts';

export enum AppointmentStatus {
  REQUESTED = 'REQUESTED',
  SCHEDULED = 'SCHEDULED',
  CONFIRMED = 'CONFIRMED',
  CHECKED_IN = 'CHECKED_IN',
  IN_PROGRESS = 'IN_PROGRESS',
  COMPLETED = 'COMPLETED',
  CANCELLED = 'CANCELLED',
  NO_SHOW = 'NO_SHOW',
}
registerEnumType(AppointmentStatus, { name: 'AppointmentStatus' });

const AppointmentSchema = defineEntity({
  name: 'Appointment',
  tableName: 'appointments',
  filters: visibleTo((viewer) => ({
    orgId: viewer.orgId,
    ...(!isStaff(viewer) && { patientId: viewer.patientId ?? [] }),
  })),
  indexes: [
    { properties: ['orgId', 'startsAt', 'id'] },
    { properties: ['patientId', 'startsAt', 'id'] },
    { properties: ['providerId', 'startsAt', 'id'] },
    { properties: ['orgId', 'visitType', 'status', 'startDate'] },
    { name: 'appointments_room_name', expression: 'unique, where there is a name' },
  ],
  checks: [{ name: 'appointments_times_check', expression: 'appointment_end_time > appointment_start_time' }],
  properties: {
    id: p.integer().primary(),
    orgId: () => p.manyToOne(Organization).mapToPk().fieldName('org_id'),
    providerId: () => p.manyToOne(Provider).mapToPk().fieldName('provider_id'),
    patientId: () => p.manyToOne(Patient).mapToPk().fieldName('patient_id'),
    status: p.enum(() => AppointmentStatus).default(AppointmentStatus.SCHEDULED),
    visitType: p.text(),
    // The clinic's local calendar day, set by the EHR. Metrics count visits by it.
    startDate: p.date().fieldName('appointment_start_date'),
    // Whole milliseconds: a JavaScript Date has no more, and a page cursor must match its row exactly.
    startsAt: p.datetime().length(3).fieldName('appointment_start_time'),
    endsAt: p.datetime().length(3).fieldName('appointment_end_time'),
    reason: p.text().nullable(),
    // Asked with every row, so that it follows the organization's list of visit types.
    telehealth: p.boolean().formula(({ orgId, visitType }) => telehealthColumn(orgId, visitType)),
    version: p.integer().default(1),
    // Of an on-demand visit that an older client has opened under a name of its own.
    roomName: p.text().nullable(),
  },
});

@ObjectType({
  description:
    'A booked visit (FHIR Appointment). Patients see their own appointments. ' +
    "Staff see all of the organization's.",
})
@Directive('@key(fields: "id")')
export class Appointment extends AppointmentSchema.class {
  @Field(() => ID) declare id: number;
  @Field(() => AppointmentStatus) declare status: Opt<AppointmentStatus>;
  @Field(() => String, { description: 'The visit type from the EHR, such as Telehealth or In-person.' })
  declare visitType: string;
  @Field(() => GraphQLDateTime) declare startsAt: Date;
  @Field(() => GraphQLDateTime) declare endsAt: Date;
  @Field(() => String, { nullable: true }) declare reason: string | null;
  @Field(() => Boolean, {
    description:
      "Whether this is a video visit. The visit type decides, by the usual words and the organization's list.",
  })
  declare telehealth: Opt<boolean>;
  @Field(() => Int, { description: 'Grows by one with every change of the appointment, by anybody.' })
  declare version: Opt<number>;
}
AppointmentSchema.setClass(Appointment);

export const appointmentRow = rowOf(Appointment, { without: ['startDate', 'roomName'] });
