import { defineEntity } from '@mikro-orm/core';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { rowOf } from '../platform/database/shape.ts';
import { visibleTo } from '../platform/database/visible-to.ts';
import { personColumns } from './person-columns.ts';

const ProviderSchema = defineEntity({
  name: 'Provider',
  tableName: 'providers',
  filters: visibleTo(({ orgId }) => ({ orgId })),
  properties: personColumns,
});

@ObjectType({ description: 'A clinician of the organization (FHIR Practitioner).' })
@Directive('@key(fields: "id")')
export class Provider extends ProviderSchema.class {
  @Field(() => ID) declare id: number;
  @Field(() => String) declare name: string;
}
ProviderSchema.setClass(Provider);

export const providerRow = rowOf(Provider);
