import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { GraphQLDateTime } from 'graphql-scalars';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Organization } from '../organizations/organization.entity.ts';
import { Patient } from '../people/patient.entity.ts';
import { rowOf } from '../platform/database/shape.ts';
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
    ENDED: { description: 'The provider has ended the visit. Nobody can join any more.' },
  },
});

const SessionSchema = defineEntity({
  name: 'TelehealthSession',
  tableName: 'telehealth_sessions',
  filters: visibleTo((viewer) => ({
    orgId: viewer.orgId,
    ...(!isStaff(viewer) && { patientId: viewer.patientId ?? [] }),
  })),
  properties: {
    // Also the appointment's id, so the primary key allows one session per appointment.
    id: () =>
      p
        .oneToOne(Appointment)
        .mapToPk()
        .primary()
        .fieldName('id')
        .updateRule('no action')
        .deleteRule('no action'),
    orgId: () => p.manyToOne(Organization).mapToPk().fieldName('org_id'),
    patientId: () => p.manyToOne(Patient).mapToPk().fieldName('patient_id'),
    status: p.enum(() => SessionStatus).default(SessionStatus.READY),
    startedAt: p.datetime().length(3),
    patientJoinedAt: p.datetime().length(3).nullable(),
    endedAt: p.datetime().length(3).nullable(),
  },
});

@ObjectType({
  description:
    'The video visit of an appointment. It exists once the provider starts it and has the same id ' +
    'as the appointment.',
})
@Directive('@key(fields: "id")')
export class TelehealthSession extends SessionSchema.class {
  @Field(() => ID) declare id: number;
  @Field(() => SessionStatus) declare status: Opt<SessionStatus>;
  @Field(() => GraphQLDateTime) declare startedAt: Date;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the patient first joined. Null until then.',
  })
  declare patientJoinedAt: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true }) declare endedAt: Date | null;
}
SessionSchema.setClass(TelehealthSession);

export const sessionRow = rowOf(TelehealthSession);
