import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { GraphQLDateTime } from 'graphql-scalars';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Organization } from '../organizations/organization.entity.ts';
import { Patient } from '../people/patient.entity.ts';
import { Provider } from '../people/provider.entity.ts';
import { keyedBy, rowOf } from '../platform/database/shape.ts';
import { visibleTo } from '../platform/database/visible-to.ts';
import { isStaff } from '../platform/viewer.ts';
import { Appointment } from './appointment.entity.ts';

/** The state of the video visit. The EHR may change the appointment's status independently of it. */
export enum SessionStatus {
  READY = 'READY',
  IN_PROGRESS = 'IN_PROGRESS',
  ENDED = 'ENDED',
}
registerEnumType(SessionStatus, {
  name: 'TelehealthSessionStatus',
  valuesConfig: {
    READY: { description: 'The provider has started the visit. The patient has not joined yet.' },
    IN_PROGRESS: { description: 'The provider has started the visit and the patient has joined.' },
    ENDED: { description: 'The session has ended. Nobody can join it any more.' },
  },
});

export enum SessionEnd {
  PROVIDER = 'PROVIDER',
  SERVER = 'SERVER',
  EHR = 'EHR',
}
registerEnumType(SessionEnd, {
  name: 'SessionEnd',
  description: 'Who ended a session.',
  valuesConfig: {
    PROVIDER: { description: 'The provider ended the visit.' },
    SERVER: { description: 'Nobody gave a sign of life for 24 h, or what visit.auto_end_hours says.' },
    EHR: { description: 'The appointment was changed, by the EHR or the front desk.' },
  },
});

const SessionSchema = defineEntity({
  name: 'TelehealthSession',
  tableName: 'telehealth_sessions',
  // A former patient still sees the session that was theirs, and a later one does not.
  filters: visibleTo((viewer) => ({
    orgId: viewer.orgId,
    ...(!isStaff(viewer) && { patientId: viewer.patientId ?? [] }),
  })),
  indexes: [
    { properties: ['appointmentId', 'startedAt'] },
    // Partial: the migration has the statements.
    { name: 'telehealth_sessions_current', expression: 'one that nothing has undone an appointment' },
    { name: 'telehealth_sessions_open', expression: 'where ended_at is null' },
  ],
  checks: [
    {
      name: 'telehealth_sessions_undone_check',
      expression: 'undone_at is null or ended_at is not null',
    },
  ],
  properties: {
    // From a sequence far above the appointments' ids. Sessions of earlier releases keep the appointment's.
    id: p.bigint('number').primary(),
    appointmentId: () => p.manyToOne(Appointment).mapToPk().fieldName('appointment_id'),
    orgId: () => p.manyToOne(Organization).mapToPk().fieldName('org_id'),
    // Those it is of. A trigger keeps them true while it is open (docs/decisions/0025).
    patientId: () => p.manyToOne(Patient).mapToPk().fieldName('patient_id'),
    providerId: () => p.manyToOne(Provider).mapToPk().fieldName('provider_id'),
    scheduledStartsAt: p.datetime().length(3),
    scheduledEndsAt: p.datetime().length(3),
    status: p.enum(() => SessionStatus).default(SessionStatus.READY),
    startedAt: p.datetime().length(3),
    patientJoinedAt: p.datetime().length(3).nullable(),
    // When they last asked to be let in. Only to tell who has come back to the waiting room.
    patientLastJoinedAt: p.datetime().length(3).nullable(),
    endedAt: p.datetime().length(3).nullable(),
    endedBy: p.enum(() => SessionEnd).nullable(),
    // When the appointment was opened again, or the next session was.
    undoneAt: p.datetime().length(3).nullable(),
    lastSeenAt: p.datetime().length(3).defaultRaw('now()'),
  },
});

@ObjectType({
  description:
    'One opening of the room of an appointment, which can have several over time and one open at most. It ' +
    'keeps the people and times it was of. Staff and its patient can see it.',
})
@Directive('@key(fields: "id")')
export class TelehealthSession extends SessionSchema.class {
  @Field(() => ID, { description: "The session's own, not the appointment's." }) declare id: number;
  @Field(() => SessionStatus) declare status: Opt<SessionStatus>;
  @Field(() => GraphQLDateTime, {
    description: "The appointment's start as it was booked, at the end at the latest.",
  })
  declare scheduledStartsAt: Date;
  @Field(() => GraphQLDateTime) declare scheduledEndsAt: Date;
  @Field(() => GraphQLDateTime) declare startedAt: Date;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the patient first joined. Null until then.',
  })
  declare patientJoinedAt: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true }) declare endedAt: Date | null;
  @Field(() => SessionEnd, { nullable: true, description: 'Null until it has ended.' })
  declare endedBy: SessionEnd | null;
  declare lastSeenAt: Opt<Date>;
}
SessionSchema.setClass(TelehealthSession);

export const sessionRow = rowOf(TelehealthSession);

/** All sessions of an appointment, by the appointment's id. */
export const sessionsRow = keyedBy(sessionRow, 'appointmentId');

/** The session of an appointment, by the appointment's id: the open one, else the last that nothing has undone. */
export const currentSessionRow = keyedBy(sessionRow, 'appointmentId', { undoneAt: null });
