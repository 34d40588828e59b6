import { Entity, Enum, ManyToOne, OneToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

export enum AppointmentStatus {
  REQUESTED = 'REQUESTED',
  SCHEDULED = 'SCHEDULED',
  CONFIRMED = 'CONFIRMED',
  CHECKED_IN = 'CHECKED_IN',
  IN_PROGRESS = 'IN_PROGRESS',
  COMPLETED = 'COMPLETED',
  CANCELLED = 'CANCELLED',
  NO_SHOW = 'NO_SHOW',
}
registerEnumType(AppointmentStatus, { name: 'AppointmentStatus' });

export enum SessionStatus {
  READY = 'READY',
  IN_PROGRESS = 'IN_PROGRESS',
  ENDED = 'ENDED',
}
registerEnumType(SessionStatus, { name: 'SessionStatus' });

@ObjectType()
@Entity({ tableName: 'patients' })
export class Patient {
  @Field(() => ID)
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Field(() => String)
  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text', nullable: true })
  email?: string;
}

@ObjectType()
@Entity({ tableName: 'providers' })
export class Provider {
  @Field(() => ID)
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Field(() => String)
  @Property({ type: 'text' })
  name!: string;
}

@ObjectType()
@Entity({ tableName: 'appointments' })
export class Appointment {
  @Field(() => ID)
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'integer' })
  orgId!: number;

  @Field(() => AppointmentStatus)
  @Enum({ items: () => AppointmentStatus })
  status!: AppointmentStatus;

  @Field(() => GraphQLDateTime)
  @Property({ type: 'datetime', fieldName: 'appointment_start_time' })
  startsAt!: Date;

  @Field(() => Patient)
  @ManyToOne({ entity: () => Patient })
  patient!: Patient;

  @Field(() => Provider)
  @ManyToOne({ entity: () => Provider })
  provider!: Provider;

  @Field(() => Session, { nullable: true })
  @OneToOne({ entity: () => Session, mappedBy: 'appointment', nullable: true })
  session?: Session;
}

@ObjectType()
@Entity({ tableName: 'telehealth_sessions' })
export class Session {
  @OneToOne({ entity: () => Appointment, primary: true, fieldName: 'id' })
  appointment!: Appointment;

  @Field(() => SessionStatus)
  @Enum({ items: () => SessionStatus })
  status!: SessionStatus;

  @Property({ type: 'datetime', nullable: true })
  patientJoinedAt?: Date;

  @Property({ type: 'datetime', nullable: true })
  endedAt?: Date;

  @Field(() => ID)
  get id(): number {
    return this.appointment.id;
  }
}

@Entity({ tableName: 'org_config' })
export class OrgSetting {
  @PrimaryKey({ type: 'integer' })
  orgId!: number;

  @PrimaryKey({ type: 'text' })
  configKey!: string;

  @Property({ type: 'text' })
  configValue!: string;
}

@Entity({ tableName: 'audit_entries' })
export class AuditEntry {
  @PrimaryKey({ type: 'bigint' })
  id!: string;

  @Property({ type: 'integer' })
  orgId!: number;

  @Property({ type: 'datetime' })
  at!: Date;

  @Property({ type: 'text' })
  actor!: string;

  @Property({ type: 'text' })
  action!: string;

  @Property({ type: 'integer' })
  appointmentId!: number;

  @Property({ type: 'text' })
  subject!: string;

  @Property({ type: 'text' })
  door!: string;

  @Property({ type: 'boolean' })
  allowed!: boolean;

  @Property({ type: 'text' })
  requestId!: string;
}
