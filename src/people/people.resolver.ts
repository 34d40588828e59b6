import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Organization, organizationRow } from '../organizations/organization.entity.ts';
import { type Caller, related } from '../platform/use-case.ts';
import { Role, type Viewer as ViewerData } from '../platform/viewer.ts';
import { Patient, patientRow } from './patient.entity.ts';
import { Provider, providerRow } from './provider.entity.ts';

@ObjectType({ description: 'The authenticated caller.' })
export class Viewer {
  @Field(() => String, {
    description:
      'provider-45, patient-89 or admin-1, as in the audit log. Of several roles, the first. For an admin ' +
      'without a record, admin-sub- and a hash.',
  })
  declare identity: string;
  @Field(() => String) declare name: string;
  @Field(() => [Role]) declare roles: Role[];
  @Field(() => GraphQLDateTime, { description: 'When the token expires. Subscriptions end at that time.' })
  declare expiresAt: Date;
}

const organizationOf = related(organizationRow, ({ orgId }: ViewerData) => orgId);
const providerOf = related(providerRow, ({ providerId }: ViewerData) => providerId);
const patientOf = related(patientRow, ({ patientId }: ViewerData) => patientId);

@Resolver(() => Viewer)
export class PeopleResolver {
  @Query(() => Viewer, { description: 'Returns the caller, as identified by the token.' })
  viewer(@Ctx() { viewer }: Caller) {
    return viewer;
  }

  @FieldResolver(() => ID, {
    description: 'The identity. It is no id of a record.',
    deprecationReason: 'Use identity instead; goes in 1.0.',
  })
  id(@Root() { identity }: ViewerData) {
    return identity;
  }

  @FieldResolver(() => Organization)
  organization(@Root() viewer: ViewerData, @Ctx() caller: Caller) {
    return organizationOf(caller, viewer);
  }

  @FieldResolver(() => Provider, {
    nullable: true,
    description: 'Null if the caller is no provider, or has no record as one.',
  })
  provider(@Root() viewer: ViewerData, @Ctx() caller: Caller) {
    return providerOf(caller, viewer);
  }

  @FieldResolver(() => Patient, {
    nullable: true,
    description: 'Null if the caller is no patient, or has no record as one.',
  })
  patient(@Root() viewer: ViewerData, @Ctx() caller: Caller) {
    return patientOf(caller, viewer);
  }
}
