import type { FilterQuery } from '@mikro-orm/core';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Appointment, AppointmentStatus, appointmentRow } from '../appointments/appointment.entity.ts';
import { isOpen, isOver } from '../appointments/visit-rules.ts';
import { patientRow } from '../people/patient.entity.ts';
import { providerRow } from '../people/provider.entity.ts';
import type { Reader } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import { WITH_SESSION, type WithSession } from './find-visit.ts';
import { roomNameOf } from './room-name.ts';

export enum RoomReadyReason {
  NOT_STARTED = 'NOT_STARTED',
  STARTED = 'STARTED',
  ENDED = 'ENDED',
  CANCELLED = 'CANCELLED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(RoomReadyReason, {
  name: 'RoomReadyReason',
  valuesConfig: {
    NOT_STARTED: { description: 'The provider has not started the visit yet.' },
    STARTED: { description: 'The visit is open and can be joined.' },
    ENDED: { description: 'The provider has ended the visit, or the appointment was completed or missed.' },
    CANCELLED: { description: 'The appointment was cancelled.' },
    WITHDRAWN: {
      description:
        'The viewer no longer has this appointment, or it is no longer by video. Said once. `appointment` is ' +
        'as the viewer was last told. The stream goes on.',
    },
  },
});

@ObjectType({ description: 'Whether the room of an appointment can be joined at this moment.' })
export class RoomReady {
  @Field(() => ID) declare appointmentId: number;
  @Field(() => Boolean) declare ready: boolean;
  @Field(() => String, { nullable: true, description: 'Null unless the room is open.' })
  declare roomName: string | null;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the provider started the visit. Null until then.',
  })
  declare startedAt: Date | null;
  @Field(() => RoomReadyReason) declare reason: RoomReadyReason;
  @Field(() => Appointment) declare appointment: WithSession;
}

/** With those who take part: every listener is told their names, and would ask for them by itself. */
const WITH_PEOPLE = {
  ...WITH_SESSION,
  patient: { by: 'patientId', row: patientRow },
  provider: { by: 'providerId', row: providerRow },
} as const;

/**
 * Reads the current readiness of the matching appointments that the viewer may see, soonest first. One
 * statement.
 */
export async function readReadiness(
  db: Reader,
  where: FilterQuery<Appointment>,
  limit?: number,
): Promise<RoomReady[]> {
  const selection = {
    where,
    orderBy: ['startsAt', 'id'] as const,
    joins: WITH_PEOPLE,
    ...(limit && { limit }),
  };
  return (await readRows(db, appointmentRow, selection)).map(readinessOf);
}

/** The last event about a visit that its viewer has lost. It says nothing that was not told before. */
export const withdrawn = (lastTold: RoomReady): RoomReady => ({
  ...lastTold,
  ready: false,
  roomName: null,
  startedAt: null,
  reason: RoomReadyReason.WITHDRAWN,
});

function readinessOf(appointment: WithSession): RoomReady {
  const { session } = appointment;
  const ready = isOpen(appointment, session);
  return {
    appointmentId: appointment.id,
    ready,
    roomName: ready ? roomNameOf(appointment.id) : null,
    startedAt: session?.startedAt ?? null,
    reason: reasonOf(appointment, ready),
    appointment,
  };
}

function reasonOf(appointment: WithSession, ready: boolean) {
  if (ready) return RoomReadyReason.STARTED;
  if (appointment.status === AppointmentStatus.CANCELLED) return RoomReadyReason.CANCELLED;
  return appointment.session || isOver(appointment) ? RoomReadyReason.ENDED : RoomReadyReason.NOT_STARTED;
}
