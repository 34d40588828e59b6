import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { Appointment, appointmentRow } from '../appointments/appointment.entity.ts';
import { listSessions } from '../appointments/list-sessions.ts';
import { currentSessionRow, TelehealthSession } from '../appointments/session.entity.ts';
import { Patient, patientRow } from '../people/patient.entity.ts';
import { Provider, providerRow } from '../people/provider.entity.ts';
import { type Caller, related } from '../platform/use-case.ts';
import { Attendance, attendanceOf } from './presence/attendance.ts';
import { waitingSince } from './presence/waiting-since.ts';
import { roomNameOf } from './room-name.ts';
import { summarizeSession, summarizeVisit } from './summarize-visit.ts';

const sessionOf = related(currentSessionRow, ({ id }: Appointment) => id);
const patientOf = related(patientRow, ({ patientId }: TelehealthSession) => patientId);
const providerOf = related(providerRow, ({ providerId }: TelehealthSession) => providerId);
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

  @Directive('@listSize(assumedSize: 20)')
  @FieldResolver(() => [TelehealthSession], {
    description: 'Oldest first, at most 20: the last ones. A patient sees those that were theirs.',
  })
  sessions(@Root() appointment: Appointment, @Ctx() caller: Caller) {
    return listSessions(caller, appointment);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'One sentence about a completed visit: type, provider, time and duration. Null for other visits. It ' +
      "has no clinical content. Times are in the organization's zone. It is in English or Spanish, as " +
      "Accept-Language asks, else in the organization's language.",
  })
  summary(@Root() appointment: Appointment, @Ctx() caller: Caller) {
    return summarizeVisit(caller, appointment);
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When the patient began to wait for the visit, or to wait again after they left the call. Null if they ' +
      "are not waiting or are in the call. Null for viewers who are not the organization's staff.",
  })
  patientWaitingSince(@Root() appointment: Appointment, @Ctx() caller: Caller) {
    return waitingSince(caller, appointment);
  }

  @FieldResolver(() => Attendance, {
    nullable: true,
    description:
      "Who is in the practice room of the appointment's session. Null until somebody was, and where the " +
      'meeting is on a Jitsi server. For staff; patients see their own.',
  })
  attendance(@Root() appointment: Appointment, @Ctx() caller: Caller) {
    return attendanceOf(caller, appointment);
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

  @FieldResolver(() => Patient, { description: 'The patient it is of, whoever has the appointment now.' })
  patient(@Root() session: TelehealthSession, @Ctx() caller: Caller) {
    return patientOf(caller, session);
  }

  @FieldResolver(() => Provider, { description: 'The provider it is of, whoever has the appointment now.' })
  provider(@Root() session: TelehealthSession, @Ctx() caller: Caller) {
    return providerOf(caller, session);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'One sentence: provider, time and duration. Null until it has ended. No clinical content.',
  })
  summary(@Root() session: TelehealthSession, @Ctx() caller: Caller) {
    return summarizeSession(caller, session);
  }
}
