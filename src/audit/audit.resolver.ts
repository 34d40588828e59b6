import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { nameOf } from '../people/name-of.ts';
import { toId } from '../platform/database/row-id.ts';
import { connectionOf, toConnection } from '../platform/graphql/connection.ts';
import { type Caller, field } from '../platform/use-case.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { listAuditEntries } from './list-audit-entries.ts';

@InputType({ description: 'Selects the entries that match every given field.' })
export class AuditFilter {
  @Field(() => GraphQLDateTime, { nullable: true, description: 'At or after this time.' })
  declare from?: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Before this time.' })
  declare to?: Date | null;
  @Field(() => String, { nullable: true }) declare actor?: string | null;
  @Field(() => String, { nullable: true }) declare action?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True for changes and reads only, false for refusals only.',
  })
  declare allowed?: boolean | null;
  @Field(() => ID, { nullable: true }) declare appointmentId?: string | null;
  @Field(() => String, { nullable: true, description: 'Such as appointment-123 or clinic.time_zone.' })
  declare subject?: string | null;
}

const actorNameOf = field(({ load }, { actor }: AuditEntry) => nameOf(load, actor));

const AuditEntryConnection = connectionOf(AuditEntry);

@Resolver(() => AuditEntry)
export class AuditResolver {
  @Directive('@tag(name: "admin")')
  @Query(() => AuditEntryConnection, {
    description:
      "Lists the organization's audit log, newest first. Admins only. Who reads it is in it, once an hour. Errors: FORBIDDEN (not an admin), " +
      'BAD_USER_INPUT (invalid page size, cursor or id).',
  })
  async auditLog(
    @Ctx() caller: Caller,
    @Arg('filter', () => AuditFilter, { nullable: true }) filter: AuditFilter | undefined,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true, description: '1 to 100.' }) first:
      | number
      | null,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ) {
    const about = filter?.appointmentId ? toId(filter.appointmentId, 'filter', 'appointmentId') : undefined;
    const page = { first: first ?? 50, after };
    return toConnection(
      await listAuditEntries(caller, { selection: { ...filter, about }, page }),
      Boolean(after),
    );
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The actor's name as it is on record now. Null for everyone of whom there is no record.",
  })
  actorName(@Root() entry: AuditEntry, @Ctx() caller: Caller) {
    return actorNameOf(caller, entry);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the entry has its place in the hash chain. Entries get it within a second.',
  })
  isLinked(@Root() { seq }: AuditEntry) {
    return seq !== null;
  }
}
