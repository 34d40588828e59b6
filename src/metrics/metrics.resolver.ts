import { GraphQLDate } from 'graphql-scalars';
import { Arg, Ctx, Field, Float, ID, Int, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import { toId } from '../platform/database/read.ts';
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

@ObjectType({ description: 'Completed telehealth visits of one period, by their scheduled times.' })
export class TelehealthMetrics {
  @Field(() => GraphQLDate, { description: "The period's first day." }) declare period: string;
  @Field(() => Int) declare totalSessions: number;
  @Field(() => Float) declare avgDurationMinutes: number;
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

@Resolver()
export class MetricsResolver {
  @Query(() => [TelehealthMetrics], {
    description:
      "Newest first, empty periods left out. Admins get the organization's or one provider's, providers their own. Errors: FORBIDDEN, BAD_USER_INPUT.",
  })
  telehealthMetrics(
    @Ctx() caller: Caller,
    @Arg('from', () => GraphQLDate, { description: 'First day, counted.' }) from: Date,
    @Arg('to', () => GraphQLDate, { description: 'Last day, counted.' }) to: Date,
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
