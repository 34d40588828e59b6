import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Appointment, appointmentRow } from '../appointments/appointment.entity.ts';
import { sessionRow, TelehealthSession } from '../appointments/session.entity.ts';
import { providerRow } from '../people/provider.entity.ts';
import type { RequestContext } from '../platform/context.ts';
import { roomNameOf } from './room-name.ts';
import { summarizeVisit } from './summarize-visit.ts';
import { waitingSince } from './waiting-since.ts';

/** What an appointment has to tell about its visit. */
@Resolver(() => Appointment)
export class AppointmentVisitResolver {
  @FieldResolver(() => TelehealthSession, {
    nullable: true,
    description: 'Null until the provider starts the visit.',
  })
  session(@Root() { id }: Appointment, @Ctx() { load }: RequestContext) {
    return load(sessionRow, id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'One sentence about a completed visit, for everyone who can see it. Nothing clinical.',
  })
  async summary(@Root() appointment: Appointment, @Ctx() { load }: RequestContext) {
    const [provider, session] = await Promise.all([
      load(providerRow, appointment.providerId),
      load(sessionRow, appointment.id),
    ]);
    return summarizeVisit(appointment, provider?.name ?? 'the provider', session);
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description:
      "Since when the patient has been waiting for the visit; null when they are not, or are in it. For the organization's staff; null for everyone else.",
  })
  patientWaitingSince(@Root() appointment: Appointment, @Ctx() ctx: RequestContext) {
    return waitingSince(ctx, appointment);
  }
}

@Resolver(() => TelehealthSession)
export class SessionFieldsResolver {
  @FieldResolver(() => String)
  roomName(@Root() { id }: TelehealthSession) {
    return roomNameOf(id);
  }

  @FieldResolver(() => Appointment)
  appointment(@Root() { id }: TelehealthSession, @Ctx() { load }: RequestContext) {
    return load(appointmentRow, id);
  }
}
