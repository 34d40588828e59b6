import { GraphQLError, GraphQLScalarType, type ValueNode } from 'graphql';
import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { FIRST_TIME, LAST_TIME } from '../database/time-range.ts';
import { isoTime } from './iso-time.ts';

class TimeOutOfRange extends GraphQLError {
  constructor(node?: ValueNode) {
    super('A date must be in the years 1 to 9999', {
      nodes: node ?? null,
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
}

/** The same scalar, but it accepts only what PostgreSQL can compare with a column. */
function inRange(scalar: GraphQLScalarType<Date, unknown>) {
  const check = (time: Date, node?: ValueNode) => {
    // Also false for an invalid date, such as that of a leap second.
    if (time >= FIRST_TIME && time <= LAST_TIME) return time;
    throw new TimeOutOfRange(node);
  };
  return new GraphQLScalarType({
    ...scalar.toConfig(),
    parseValue: (value) => check(scalar.parseValue(value)),
    parseLiteral: (node, variables) => check(scalar.parseLiteral(node, variables), node),
  });
}

export const Day = inRange(GraphQLDate);

/** graphql-scalars returns a Date, and one Date makes JSON.stringify slower for the whole answer. */
export const TimeAsText = new GraphQLScalarType({
  ...inRange(GraphQLDateTime).toConfig(),
  serialize(value) {
    const time = value instanceof Date ? value : GraphQLDateTime.serialize(value);
    return time instanceof Date ? isoTime(time) : time;
  },
});
