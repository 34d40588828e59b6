import {
  type GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  locatedError,
} from 'graphql';
import type { Plan, PlannedField } from './plan.ts';

/** An operation that is executed, for somebody, with what they sent along. */
export interface Execution {
  schema: GraphQLSchema;
  plan: Plan;
  rootValue: unknown;
  contextValue: unknown;
  /** As they were coerced. */
  variableValues: Record<string, unknown>;
  /** Whether fields of the root may become `JsonText`. */
  asText: boolean;
}

/** It, underway. */
export interface Run extends Execution {
  data: Record<string, unknown> | null;
  errors: GraphQLError[];
  /** How many values are underway. */
  awaited: number;
  settled(): void;
}

/** An object or a list of the answer. */
export type Container = Record<string | number, unknown>;

/** Where in the answer a value goes. With the places above, it is the path that resolvers and errors show. */
export interface Place {
  prev: Place | undefined;
  key: string | number;
  typename: string | undefined;
  container: Container;
  isNullable: boolean;
  /** It could not be filled. Whatever becomes of what is below no longer matters. */
  isLost: boolean;
}

/** What may be null is null then. What may not takes what is above with it, and that tells one failure, not each of those below. */
export function lose(run: Run, { nodes }: PlannedField, place: Place, reason: unknown) {
  let lost: Place | undefined = place;
  while (lost && !lost.isNullable) lost = lost.prev;
  for (let above: Place | undefined = place; above; above = above.prev) if (above.isLost) return;
  if (!run.data) return;

  run.errors.push(locatedError(reason, nodes, pathTo(place)));
  if (!lost) {
    run.data = null;
    return;
  }
  lost.isLost = true;
  lost.container[lost.key] = null;
}

const pathTo = ({ prev, key }: Place): (string | number)[] => (prev ? [...pathTo(prev), key] : [key]);

/** Fills a place when its value comes. Until then the answer waits. */
export function fillLater<T>(
  run: Run,
  planned: PlannedField,
  promise: Promise<T>,
  place: Place,
  fillWith: (value: T) => void,
) {
  run.awaited++;
  const settle = () => {
    if (--run.awaited === 0) run.settled();
  };
  promise.then(
    (value) => {
      try {
        fillWith(value);
      } catch (error) {
        lose(run, planned, place, error);
      }
      settle();
    },
    (error: unknown) => {
      lose(run, planned, place, error);
      settle();
    },
  );
}

export function argumentsOf({ variableValues }: Run, { field, nodes: [node] }: PlannedField) {
  return field.args.length === 0 ? NO_ARGUMENTS : getArgumentValues(field, node, variableValues);
}

/** As graphql-js tells its resolvers. */
export function infoOf(
  { schema, plan, rootValue, variableValues }: Run,
  { field, nodes, parent }: PlannedField,
  path: Place,
): GraphQLResolveInfo {
  const { fragments, operation } = plan;
  const { name: fieldName, type: returnType } = field;
  return {
    fieldName,
    fieldNodes: nodes,
    returnType,
    parentType: parent,
    path,
    schema,
    fragments,
    rootValue,
    operation,
    variableValues,
  };
}

const NO_ARGUMENTS = Object.freeze({});

/** What was read with a row, or came along with it, is not resolved: for a list that is most of its resolving. */
export function valueOn(row: unknown, name: string) {
  const value = typeof row === 'object' && row ? (row as Record<string, unknown>)[name] : undefined;
  return typeof value === 'function' ? undefined : value;
}

export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as Promise<unknown> | null | undefined)?.then === 'function';
