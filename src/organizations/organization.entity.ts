import { defineEntity, p } from '@mikro-orm/core';
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
  },
});

@ObjectType({ description: 'A practice (FHIR Organization). All other data belongs to exactly one.' })
@Directive('@key(fields: "id")')
export class Organization extends OrganizationSchema.class {
  @Field(() => ID) declare id: number;
  @Field(() => String, { description: 'The short name in tokens and headers, such as practice-1.' })
  declare alias: string;
  @Field(() => String) declare name: string;
}
OrganizationSchema.setClass(Organization);

export const organizationRow = rowOf(Organization);
