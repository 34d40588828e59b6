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
} from 'type-graphql';
import { Patient, patientRow } from '../people/patient.entity.ts';
import { Provider, providerRow } from '../people/provider.entity.ts';
import { selectedFields } from '../platform/database/field-selection.ts';
import { toId } from '../platform/database/read.ts';
import { connectionOf, nodeSelection, toConnection } from '../platform/graphql/connection.ts';
import { type Caller, related } from '../platform/use-case.ts';
import { Appointment, AppointmentStatus } from './appointment.entity.ts';
import { getAppointment } from './get-appointment.ts';
import { listAppointments } from './list-appointments.ts';
import { isTelehealth } from './visit-rules.ts';

@InputType({ description: 'All given parts must hold.' })
export class AppointmentFilter {
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Starting at or after.' })
  declare from?: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Starting before.' }) declare to?: Date | null;
  @Field(() => [AppointmentStatus], { nullable: true }) declare status?: AppointmentStatus[] | null;
  @Field(() => String, { nullable: true, description: 'Exactly as the EHR has it.' }) declare visitType?:
    | string
    | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it is by video, in whichever words.' })
  declare telehealth?: boolean | null;
  @Field(() => ID, { nullable: true, description: "A colleague's; a provider sees their own without it." })
  declare providerId?: string | null;
}

const AppointmentConnection = connectionOf(Appointment);

const patientOf = related(patientRow, ({ patientId }: Appointment) => patientId);
const providerOf = related(providerRow, ({ providerId }: Appointment) => providerId);

@Resolver(() => Appointment)
export class AppointmentsResolver {
  @Query(() => Appointment, {
    nullable: true,
    description: 'Null when there is none that the viewer can see.',
  })
  appointment(@Ctx() caller: Caller, @Arg('id', () => ID) id: string) {
    return getAppointment(caller, { appointmentId: toId(id) });
  }

  @Query(() => AppointmentConnection, {
    description: "The viewer's appointments, latest start first. Errors: BAD_USER_INPUT.",
  })
  async appointments(
    @Ctx() caller: Caller,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => AppointmentFilter, { nullable: true }) filter: AppointmentFilter | undefined,
    @Arg('first', () => Int, { defaultValue: 20, nullable: true, description: '1 to 100.' }) first:
      | number
      | null,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ) {
    const providerId = filter?.providerId ? toId(filter.providerId, 'providerId') : undefined;
    const page = { first: first ?? 20, after };
    const fields = nodeSelection(selectedFields(info));
    return toConnection(
      await listAppointments(caller, { selection: { ...filter, providerId }, page, fields }),
      Boolean(after),
    );
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is by video, in whichever words.' })
  telehealth(@Root() appointment: Appointment) {
    return isTelehealth(appointment);
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
