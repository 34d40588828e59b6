import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Appointment, appointmentRow } from '../appointments/appointment.entity.ts';
import { sessionRow, TelehealthSession } from '../appointments/session.entity.ts';
import { type Caller, related } from '../platform/use-case.ts';
import { roomNameOf } from './room-name.ts';
import { summarizeVisit } from './summarize-visit.ts';
import { waitingSince } from './waiting-since.ts';

const sessionOf = related(sessionRow, ({ id }: Appointment) => id);
const appointmentOf = related(appointmentRow, ({ id }: TelehealthSession) => id);

/** Fields of an appointment about its visit. */
@Resolver(() => Appointment)
export class AppointmentVisitResolver {
  @FieldResolver(() => TelehealthSession, {
    nullable: true,
    description: 'Null until the provider starts the visit.',
  })
  session(@Root() appointment: Appointment, @Ctx() caller: Caller) {
    return sessionOf(caller, appointment);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'One sentence about a completed visit: type, provider, time and duration. Null for other visits. It ' +
      'has no clinical content.',
  })
  summary(@Root() appointment: Appointment, @Ctx() caller: Caller) {
    return summarizeVisit(caller, appointment);
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When the patient began to wait for the visit. Null if they are not waiting or have joined. Null ' +
      "for viewers who are not the organization's staff.",
  })
  patientWaitingSince(@Root() appointment: Appointment, @Ctx() caller: Caller) {
    return waitingSince(caller, appointment);
  }
}

@Resolver(() => TelehealthSession)
export class SessionFieldsResolver {
  @FieldResolver(() => String)
  roomName(@Root() { id }: TelehealthSession) {
    return roomNameOf(id);
  }

  @FieldResolver(() => Appointment)
  appointment(@Root() session: TelehealthSession, @Ctx() caller: Caller) {
    return appointmentOf(caller, session);
  }
}
