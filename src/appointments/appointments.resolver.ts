import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Int,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import { Patient, patientRow } from '../people/patient.entity.ts';
import { Provider, providerRow } from '../people/provider.entity.ts';
import { selectedFields } from '../platform/database/field-selection.ts';
import { toId } from '../platform/database/row-id.ts';
import { connectionOf, nodeSelection, toConnection } from '../platform/graphql/connection.ts';
import { type Caller, related } from '../platform/use-case.ts';
import { Appointment, AppointmentStatus } from './appointment.entity.ts';
import { getAppointment } from './get-appointment.ts';
import { listAppointments } from './list-appointments.ts';

@InputType({ description: 'Selects the appointments that match every given field.' })
export class AppointmentFilter {
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Starts at or after this time.' })
  declare from?: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Starts before this time.' })
  declare to?: Date | null;
  @Field(() => [AppointmentStatus], { nullable: true }) declare status?: AppointmentStatus[] | null;
  @Field(() => String, { nullable: true, description: 'The exact visit type from the EHR.' })
  declare visitType?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True for video visits only, false for all others. The visit type decides.',
  })
  declare telehealth?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "True for the viewer's own as patient or provider, whatever else their roles show. False changes nothing.",
  })
  declare mine?: boolean | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Appointments of this provider. Without it, a provider gets their own.',
  })
  declare providerId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Appointments of this patient.' })
  declare patientId?: string | null;
}

enum AppointmentOrder {
  LATEST_FIRST = 'LATEST_FIRST',
  EARLIEST_FIRST = 'EARLIEST_FIRST',
}
registerEnumType(AppointmentOrder, {
  name: 'AppointmentOrder',
  description: 'By the time at which appointments start.',
});

const AppointmentConnection = connectionOf(Appointment);

const patientOf = related(patientRow, ({ patientId }: Appointment) => patientId);
const providerOf = related(providerRow, ({ providerId }: Appointment) => providerId);

@Resolver(() => Appointment)
export class AppointmentsResolver {
  @Query(() => Appointment, {
    nullable: true,
    description:
      'Returns one appointment, or null if it does not exist or the viewer may not see it. ' +
      'Errors: BAD_USER_INPUT (the id is not a number).',
  })
  appointment(@Ctx() caller: Caller, @Arg('id', () => ID) id: string) {
    return getAppointment(caller, { appointmentId: toId(id) });
  }

  @Query(() => AppointmentConnection, {
    description:
      "Lists the viewer's appointments. Patients and providers get their own, admins the organization's. " +
      'A cursor goes on in either order. Errors: BAD_USER_INPUT (invalid page size, cursor or id).',
  })
  async appointments(
    @Ctx() caller: Caller,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => AppointmentFilter, { nullable: true }) filter: AppointmentFilter | undefined,
    @Arg('first', () => Int, { defaultValue: 20, nullable: true, description: '1 to 100.' }) first:
      | number
      | null,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Arg('order', () => AppointmentOrder, { defaultValue: AppointmentOrder.LATEST_FIRST, nullable: true })
    order: AppointmentOrder | null,
  ) {
    const providerId = filter?.providerId ? toId(filter.providerId, 'filter', 'providerId') : undefined;
    const patientId = filter?.patientId ? toId(filter.patientId, 'filter', 'patientId') : undefined;
    const page = { first: first ?? 20, after, ascending: order === AppointmentOrder.EARLIEST_FIRST };
    const fields = nodeSelection(selectedFields(info));
    return toConnection(
      await listAppointments(caller, { selection: { ...filter, providerId, patientId }, page, fields }),
      Boolean(after),
    );
  }

  @FieldResolver(() => Patient)
  patient(@Root() appointment: Appointment, @Ctx() caller: Caller) {
    return patientOf(caller, appointment);
  }

  @FieldResolver(() => Provider)
  provider(@Root() appointment: Appointment, @Ctx() caller: Caller) {
    return providerOf(caller, appointment);
  }
}
