import type { FilterQuery } from '@mikro-orm/core';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { type Appointment, AppointmentStatus, appointmentRow } from '../appointments/appointment.entity.ts';
import { isOver } from '../appointments/visit-rules.ts';
import type { EntityManager } from '../platform/database.ts';
import { type RowOf, readRows } from '../platform/read.ts';
import { roomNameOf } from './room-name.ts';
import { isOpen, sessionRow } from './session.entity.ts';

export enum RoomReadyReason {
  NOT_STARTED = 'NOT_STARTED',
  STARTED = 'STARTED',
  ENDED = 'ENDED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(RoomReadyReason, {
  name: 'RoomReadyReason',
  valuesConfig: {
    NOT_STARTED: { description: 'The provider has not started the visit yet.' },
    STARTED: { description: 'The visit is open: join now.' },
    ENDED: { description: 'The provider ended the visit, or it was completed or missed.' },
    CANCELLED: { description: 'The appointment was cancelled.' },
  },
});

@ObjectType({ description: 'Whether the room of an appointment can be joined, as of now.' })
export class RoomReady {
  @Field(() => ID) declare appointmentId: number;
  @Field(() => Boolean) declare ready: boolean;
  @Field(() => String, { nullable: true, description: 'Set while the room is open.' }) declare roomName: string | null;
  @Field(() => GraphQLDateTime, { nullable: true }) declare startedAt: Date | null;
  @Field(() => RoomReadyReason) declare reason: RoomReadyReason;
}

/** How things are now for these appointments, soonest first, as far as this EntityManager's viewer can see them. Two statements. */
export async function readReadiness(em: EntityManager, where: FilterQuery<Appointment>, limit: number): Promise<RoomReady[]> {
  const appointments = await readRows(em, appointmentRow, { where, orderBy: { startsAt: 'asc', id: 'asc' }, limit });
  const sessions = appointments.length > 0 ? await readRows(em, sessionRow, { where: { id: appointments.map(({ id }) => id) } }) : [];
  const sessionOf = new Map(sessions.map((session) => [session.id, session]));
  return appointments.map((appointment) => readinessOf(appointment, sessionOf.get(appointment.id)));
}

function readinessOf(appointment: RowOf<typeof appointmentRow>, session: RowOf<typeof sessionRow> | undefined): RoomReady {
  const ready = isOpen(session) && !isOver(appointment);
  return {
    appointmentId: appointment.id,
    ready,
    roomName: ready ? roomNameOf(appointment.id) : null,
    startedAt: session?.startedAt ?? null,
    reason: reasonOf(appointment, session, ready),
  };
}

function reasonOf(appointment: Pick<Appointment, 'status'>, session: object | undefined, ready: boolean) {
  if (ready) return RoomReadyReason.STARTED;
  if (appointment.status === AppointmentStatus.CANCELLED) return RoomReadyReason.CANCELLED;
  return session || isOver(appointment) ? RoomReadyReason.ENDED : RoomReadyReason.NOT_STARTED;
}
