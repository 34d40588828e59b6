import {
  type GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  locatedError,
} from 'graphql';
import type { Plan, PlannedField } from './plan.ts';

/** An operation to execute, with its context and variables. */
export interface Execution {
  schema: GraphQLSchema;
  plan: Plan;
  rootValue: unknown;
  contextValue: unknown;
  /** Coerced. */
  variableValues: Record<string, unknown>;
  /** Whether root fields may become `JsonText`. */
  asText: boolean;
}

/** An execution in progress. */
export interface Run extends Execution {
  data: Record<string, unknown> | null;
  errors: GraphQLError[];
  /** The number of values that are not ready yet. */
  awaited: number;
  settled(): void;
}

/** An object or a list of the answer. */
export type Container = Record<string | number, unknown>;

/** Where a value goes in the answer. With the places above it, it is the path in `info` and in errors. */
export interface Place {
  prev: Place | undefined;
  key: string | number;
  typename: string | undefined;
  container: Container;
  isNullable: boolean;
  /** An error has nulled this place, so results below it are ignored. */
  isLost: boolean;
}

/**
 * Handles a failed field. A nullable field becomes null. A failed non-null field nulls its nearest nullable
 * parent, and only one error is reported for each nulled subtree (GraphQL spec §6.4.4).
 */
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

/** Fills a place when its promise settles. */
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

/** The `info` that graphql-js gives to resolvers. */
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

/** The value of a field that is already on its row. For lists this spares most resolvers. */
export function valueOn(row: unknown, name: string) {
  const value = typeof row === 'object' && row ? (row as Record<string, unknown>)[name] : undefined;
  return typeof value === 'function' ? undefined : value;
}

export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as Promise<unknown> | null | undefined)?.then === 'function';
