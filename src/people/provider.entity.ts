import { defineEntity, p } from '@mikro-orm/core';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Organization } from '../organizations/organization.entity.ts';
import { shape } from '../platform/read.ts';
import { visibleTo } from '../platform/visible-to.ts';

const ProviderSchema = defineEntity({
  name: 'Provider',
  tableName: 'providers',
  filters: visibleTo(({ orgId }) => ({ orgId })),
  properties: {
    id: p.integer().primary(),
    orgId: () => p.manyToOne(Organization).mapToPk().fieldName('org_id').index(),
    name: p.text(),
    email: p.text().nullable(),
  },
});

@ObjectType({ description: 'A clinician of the organization (FHIR Practitioner).' })
@Directive('@key(fields: "id")')
export class Provider extends ProviderSchema.class {
  @Field(() => ID) declare id: number;
  @Field(() => String) declare name: string;
}
ProviderSchema.setClass(Provider);

export const providerRow = shape(Provider, ['id', 'orgId', 'name', 'email']);
