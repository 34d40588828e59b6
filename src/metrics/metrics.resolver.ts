import { GraphQLDate } from 'graphql-scalars';
import { Arg, Ctx, Field, Float, ID, Int, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import { toId } from '../platform/database/row-id.ts';
import type { Caller } from '../platform/use-case.ts';
import { countTelehealthSessions } from './count-telehealth-sessions.ts';

export enum MetricsInterval {
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
}
registerEnumType(MetricsInterval, {
  name: 'MetricsInterval',
  description: 'Weeks begin on Monday (ISO 8601).',
});

const sqlInterval = { DAY: 'day', WEEK: 'week', MONTH: 'month' } as const;

@ObjectType({
  description:
    "The completed video visits of one period, by their scheduled day in the clinic's calendar. The visit type " +
    'decides which are by video.',
})
export class TelehealthMetrics {
  @Field(() => GraphQLDate, { description: "The period's first day." }) declare period: string;
  @Field(() => Int) declare totalSessions: number;
  @Field(() => Float, { description: 'The average scheduled duration in minutes.' })
  declare avgDurationMinutes: number;
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

@Resolver()
export class MetricsResolver {
  @Query(() => [TelehealthMetrics], {
    description:
      'Counts completed telehealth visits per period, newest first. Empty periods are omitted. Admins see ' +
      'the whole organization or one provider. Providers see their own visits. Errors: FORBIDDEN (a ' +
      "patient, or another provider's numbers), BAD_USER_INPUT (from is after to).",
  })
  telehealthMetrics(
    @Ctx() caller: Caller,
    @Arg('from', () => GraphQLDate, { description: 'First day, inclusive.' }) from: Date,
    @Arg('to', () => GraphQLDate, { description: 'Last day, inclusive.' }) to: Date,
    @Arg('interval', () => MetricsInterval, { defaultValue: MetricsInterval.MONTH, nullable: true })
    interval: MetricsInterval | null,
    @Arg('providerId', () => ID, { nullable: true }) providerId?: string,
  ) {
    const provider = providerId ? toId(providerId, 'providerId') : undefined;
    return countTelehealthSessions(caller, {
      from: dayOf(from),
      to: dayOf(to),
      interval: sqlInterval[interval ?? MetricsInterval.MONTH],
      providerId: provider,
    });
  }
}
