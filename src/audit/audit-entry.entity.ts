import { defineEntity, p } from '@mikro-orm/core';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Organization } from '../organizations/organization.entity.ts';
import { rowOf } from '../platform/database/shape.ts';
import { visibleTo } from '../platform/database/visible-to.ts';
import { isAdmin } from '../platform/viewer.ts';

const AuditEntrySchema = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entries',
  filters: visibleTo((viewer) => ({ orgId: isAdmin(viewer) ? viewer.orgId : [] })),
  indexes: [
    { properties: ['orgId', 'id'] },
    { properties: ['orgId', 'appointmentId', 'id'] },
    { properties: ['orgId', 'seq', 'id'] },
    // Partial: the migration has the statement.
    { name: 'audit_entries_unlinked', expression: 'where seq is null' },
    { name: 'audit_entries_reads', expression: 'one read a person, appointment and hour' },
  ],
  properties: {
    id: p.bigint('number').primary(),
    orgId: () => p.manyToOne(Organization).mapToPk().fieldName('org_id'),
    at: p.datetime().length(3),
    actor: p.text(),
    action: p.text(),
    // No foreign key: a refused attempt may name an appointment that does not exist.
    appointmentId: p.integer().nullable(),
    door: p.text(),
    allowed: p.boolean(),
    code: p.text().nullable(),
    detail: p.text().nullable(),
    requestId: p.text(),
    subject: p.text().nullable(),
    // The entry's place in the chain. `linkEntries` sets both, within a second (docs/audit.md).
    seq: p.bigint('number').nullable(),
    hash: p.blob().nullable(),
  },
});

@ObjectType({
  description:
    'A change, a refused attempt or a read of a note or of this log, and who made it (45 CFR 164.312(b)). The ' +
    "entry of a change is part of the change's own commit. Entries are never altered.",
})
export class AuditEntry extends AuditEntrySchema.class {
  @Field(() => ID) declare id: number;
  @Field(() => GraphQLDateTime) declare at: Date;
  @Field(() => String, {
    description:
      'In the role in which they acted: provider-45, patient-89, admin-1, admin-sub- and a hash for an ' +
      'admin without a record, command for the command line, ehr for a change of the appointment, server, or others for people who were refused more ' +
      'often in a minute than the log lists.',
  })
  declare actor: string;
  @Field(() => String, { description: 'What was attempted, such as start a telehealth visit.' })
  declare action: string;
  @Field(() => ID, { nullable: true }) declare appointmentId: number | null;
  @Field(() => String, {
    nullable: true,
    description:
      'What it was about, such as appointment-123, patient-89 or clinic.time_zone. Null if that is the whole ' +
      'organization, and in entries from before there were subjects.',
  })
  declare subject: string | null;
  @Field(() => String, { description: 'graphql, graphql-ws, rest, command, database or worker.' })
  declare door: string;
  @Field(() => Boolean) declare allowed: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'The error code of a refusal. Null for a change or a read, and for refusals of many kinds.',
  })
  declare code: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'For people; programs read subject. Depends on the action: the key of a setting, the recipient of a link, start or stop of a ' +
      'recording, the record that accounts were unlinked from, or the number of secrets and the key of a ' +
      'rotation. For refusals that were repeated within a minute, how often, and since when.',
  })
  declare detail: string | null;
  @Field(() => String, { description: "The request's id in the server log." }) declare requestId: string;
}
AuditEntrySchema.setClass(AuditEntry);

export const auditEntryRow = rowOf(AuditEntry, { without: ['orgId', 'hash'] });

/** The whole row, with `seq` and `hash`. */
export const chainedEntry = rowOf(AuditEntry);
