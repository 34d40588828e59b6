import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { rowOf } from '../platform/database/shape.ts';
import { visibleTo } from '../platform/database/visible-to.ts';

const OrganizationSchema = defineEntity({
  name: 'Organization',
  tableName: 'organizations',
  filters: visibleTo(({ orgId }) => ({ id: orgId })),
  properties: {
    id: p.integer().primary(),
    alias: p.text().unique(),
    name: p.text(),
    timeZone: p.text().default('UTC'),
    phone: p.text().nullable(),
    language: p.text().default('en'),
  },
});

@ObjectType({ description: 'A practice (FHIR Organization). All other data belongs to exactly one.' })
@Directive('@key(fields: "id")')
export class Organization extends OrganizationSchema.class {
  @Field(() => ID) declare id: number;
  @Field(() => String, { description: 'The short name in tokens and headers, such as practice-1.' })
  declare alias: string;
  @Field(() => String) declare name: string;
  @Field(() => String, {
    description:
      "IANA, such as Europe/Berlin. The clinic's days and the times in its sentences are in this zone.",
  })
  declare timeZone: Opt<string>;
  @Field(() => String, { nullable: true, description: 'E.164, such as +4930901820.' })
  declare phone: string | null;
  @Field(() => String, { description: 'BCP 47, such as es.' }) declare language: Opt<string>;
}
OrganizationSchema.setClass(Organization);

export const organizationRow = rowOf(Organization);
