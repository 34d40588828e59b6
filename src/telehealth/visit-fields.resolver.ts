import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Appointment, appointmentRow } from '../appointments/appointment.entity.ts';
import { currentSessionRow, TelehealthSession } from '../appointments/session.entity.ts';
import { type Caller, related } from '../platform/use-case.ts';
import { roomNameOf } from './room-name.ts';
import { summarizeVisit } from './summarize-visit.ts';
import { waitingSince } from './waiting-since.ts';

const sessionOf = related(currentSessionRow, ({ id }: Appointment) => id);
const appointmentOf = related(appointmentRow, ({ appointmentId }: TelehealthSession) => appointmentId);

/** Fields of an appointment about its visit. */
@Resolver(() => Appointment)
export class AppointmentVisitResolver {
  @FieldResolver(() => TelehealthSession, {
    nullable: true,
    description:
      'The open session, else the last one that nothing has undone: neither a reopening of the appointment ' +
      'nor a new start. Null until the provider starts the visit.',
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
  roomName(@Root() { appointmentId }: TelehealthSession) {
    return roomNameOf(appointmentId);
  }

  @FieldResolver(() => Appointment, {
    nullable: true,
    description: 'Null for a former patient, to whom the appointment no longer belongs.',
  })
  appointment(@Root() session: TelehealthSession, @Ctx() caller: Caller) {
    return appointmentOf(caller, session);
  }
}
