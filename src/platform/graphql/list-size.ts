import {
  DirectiveLocation,
  GraphQLDirective,
  type GraphQLField,
  GraphQLInt,
  getDirectiveValues,
} from 'graphql';

/** `@listSize(assumedSize: 10)`: the most items of a list that a rule bounds. As in Apollo's cost directives. */
export const LIST_SIZE = new GraphQLDirective({
  name: 'listSize',
  description: 'How many items a list has at most. Limits of an operation count it so.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: { assumedSize: { type: GraphQLInt } },
});

export function listSizeOf({ astNode }: GraphQLField<unknown, unknown>): number | undefined {
  const size = astNode && getDirectiveValues(LIST_SIZE, astNode)?.assumedSize;
  return typeof size === 'number' ? size : undefined;
}
