import { defineEntity, p } from '@mikro-orm/core';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Organization } from '../organizations/organization.entity.ts';
import { rowOf } from '../platform/database/read.ts';
import { visibleTo } from '../platform/database/visible-to.ts';
import { isAdmin } from '../platform/viewer.ts';

const AuditEntrySchema = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entries',
  filters: visibleTo((viewer) => ({ orgId: isAdmin(viewer) ? viewer.orgId : [] })),
  indexes: [{ properties: ['orgId', 'id'] }, { properties: ['orgId', 'appointmentId', 'id'] }],
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
    // The trigger's, whatever an insert says (docs/audit.md).
    seq: p.bigint('number').nullable(),
    hash: p.blob().nullable(),
  },
});

@ObjectType({
  description:
    'Who tried what, and whether they were let in. Written in the same commit as the change itself, never altered (45 CFR 164.312(b)).',
})
export class AuditEntry extends AuditEntrySchema.class {
  @Field(() => ID) declare id: number;
  @Field(() => GraphQLDateTime) declare at: Date;
  @Field(() => String, { description: 'provider-45, patient-89, admin-1, or command for the command line.' })
  declare actor: string;
  @Field(() => String) declare action: string;
  @Field(() => ID, { nullable: true }) declare appointmentId: number | null;
  @Field(() => String, { description: 'graphql, graphql-ws, rest or command.' }) declare door: string;
  @Field(() => Boolean) declare allowed: boolean;
  @Field(() => String, { nullable: true, description: "The refusal's code." }) declare code: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      "A setting's key, for whom a link was made, whether recording starts or stops, or how many secrets went under which key.",
  })
  declare detail: string | null;
  @Field(() => String, { description: 'Finds the request in the log.' }) declare requestId: string;
}
AuditEntrySchema.setClass(AuditEntry);

export const auditEntryRow = rowOf(AuditEntry, { without: ['orgId', 'seq', 'hash'] });

/** With its place in the chain. */
export const chainedEntry = rowOf(AuditEntry);
