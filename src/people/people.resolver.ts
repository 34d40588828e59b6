import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Organization, organizationRow } from '../organizations/organization.entity.ts';
import type { RequestContext } from '../platform/context.ts';
import { Role, type Viewer as ViewerData } from '../platform/viewer.ts';
import { Patient, patientRow } from './patient.entity.ts';
import { Provider, providerRow } from './provider.entity.ts';

@ObjectType({ description: 'Whoever is asking.' })
export class Viewer {
  @Field(() => String) declare name: string;
  @Field(() => [Role]) declare roles: Role[];
  @Field(() => GraphQLDateTime, { description: 'When the token ends, and subscriptions with it.' })
  declare expiresAt: Date;
}

@Resolver(() => Viewer)
export class PeopleResolver {
  @Query(() => Viewer)
  viewer(@Ctx() { viewer }: RequestContext) {
    return viewer;
  }

  @FieldResolver(() => ID, { description: 'provider-45, patient-89 or admin-1.' })
  id(@Root() { identity }: ViewerData) {
    return identity;
  }

  @FieldResolver(() => Organization)
  organization(@Root() { orgId }: ViewerData, @Ctx() { load }: RequestContext) {
    return load(organizationRow, orgId);
  }

  @FieldResolver(() => Provider, { nullable: true })
  provider(@Root() { providerId }: ViewerData, @Ctx() { load }: RequestContext) {
    return providerId === undefined ? null : load(providerRow, providerId);
  }

  @FieldResolver(() => Patient, { nullable: true })
  patient(@Root() { patientId }: ViewerData, @Ctx() { load }: RequestContext) {
    return patientId === undefined ? null : load(patientRow, patientId);
  }
}
