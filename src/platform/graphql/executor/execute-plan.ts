import {
  defaultFieldResolver,
  defaultTypeResolver,
  type ExecutionResult,
  GraphQLError,
  type GraphQLObjectType,
  isObjectType,
  OperationTypeNode,
} from 'graphql';
import {
  argumentsOf,
  type Container,
  type Execution,
  fillLater,
  infoOf,
  isPromise,
  lose,
  type Place,
  type Run,
  valueOn,
} from './execution.ts';
import { JsonText } from './json-text.ts';
import { fillPlainField, serialize } from './leaf.ts';
import type { PlannedField, PlannedValue } from './plan.ts';

type Composite = Extract<PlannedValue, { composite: unknown }>;

/** Gives graphql-js's answers. Each value goes to its place when it is ready, so one promise serves all. */
export async function executePlan(execution: Execution): Promise<ExecutionResult> {
  const run: Run = { ...execution, data: {}, errors: [], awaited: 0, settled: () => {} };
  const { fields, operation } = execution.plan;
  // Mutations run one after the other, and stop once an error has nulled the whole answer.
  const turns =
    operation.operation === OperationTypeNode.MUTATION ? fields.map((field) => [field]) : [fields];
  for (const turn of turns) {
    if (!run.data) break;
    fillFields(run, turn, execution.rootValue, run.data, undefined);
    if (run.awaited > 0) await new Promise<void>((resolve) => (run.settled = resolve));
  }
  return run.errors.length === 0 ? { data: run.data } : { errors: run.errors, data: run.data };
}

function fillFields(
  run: Run,
  fields: PlannedField[],
  source: unknown,
  container: Container,
  above: Place | undefined,
) {
  for (const planned of fields) {
    const there = planned.prefersRow ? valueOn(source, planned.field.name) : undefined;
    if (there !== undefined && fillPlainField(planned, there, container)) continue;
    const { key, parent, value } = planned;
    const place = {
      prev: above,
      key,
      typename: parent.name,
      container,
      isNullable: value.isNullable,
      isLost: false,
    };
    // Reserves the key's position in the answer, since the value may come later.
    container[key] = null;
    if (there === undefined) resolve(run, planned, source, place);
    else fill(run, planned, value, there, place);
  }
}

function resolve(run: Run, planned: PlannedField, source: unknown, place: Place) {
  const { resolve: resolver = defaultFieldResolver } = planned.field;
  try {
    const info = infoOf(run, planned, place);
    fill(
      run,
      planned,
      planned.value,
      resolver(source, argumentsOf(run, planned), run.contextValue, info),
      place,
    );
  } catch (error) {
    lose(run, planned, place, error);
  }
}

/** Writes a value to its place, and awaits the parts that are promises. Never throws. */
function fill(run: Run, planned: PlannedField, value: PlannedValue, resolved: unknown, place: Place) {
  if (isPromise(resolved))
    return fillLater(run, planned, resolved, place, (late) => fill(run, planned, value, late, place));
  const text = run.asText && !place.prev ? planned.write?.(resolved) : undefined;
  if (text !== undefined) {
    place.container[place.key] = new JsonText(text);
    return;
  }
  try {
    if (resolved instanceof Error) throw resolved;
    if (resolved == null) {
      if (!value.isNullable)
        throw new Error(
          `Cannot return null for non-nullable field ${planned.parent.name}.${planned.field.name}.`,
        );
      place.container[place.key] = null;
    } else if ('leaf' in value) place.container[place.key] = serialize(value.leaf, resolved);
    else if ('items' in value) fillItems(run, planned, value.items, resolved, place);
    else fillObject(run, planned, value, resolved, place);
  } catch (error) {
    lose(run, planned, place, error);
  }
}

function fillItems(run: Run, planned: PlannedField, item: PlannedValue, resolved: unknown, place: Place) {
  if (!isIterable(resolved))
    throw new GraphQLError(
      `Expected Iterable, but did not find one for field "${planned.parent.name}.${planned.field.name}".`,
    );
  const items: unknown[] = [];
  place.container[place.key] = items;
  const container = items as unknown as Container; // its keys are indices
  const { isNullable } = item;
  for (const value of resolved) {
    const key = items.push(null) - 1;
    fill(run, planned, item, value, {
      prev: place,
      key,
      typename: undefined,
      container,
      isNullable,
      isLost: false,
    });
  }
}

function fillObject(
  run: Run,
  planned: PlannedField,
  { composite, fieldsOf }: Composite,
  source: unknown,
  place: Place,
) {
  const fillAs = (type: GraphQLObjectType) => {
    const container = {};
    place.container[place.key] = container;
    fillFields(run, fieldsOf(type), source, container, place);
  };
  if (isObjectType(composite)) return fillAs(composite);

  const resolveType = composite.resolveType ?? defaultTypeResolver;
  const fillAsNamed = (name: string | undefined) => {
    const type = run.schema.getType(name ?? '');
    if (!isObjectType(type) || !run.schema.isSubType(composite, type))
      throw new GraphQLError(`Runtime Object type "${name}" is not a possible type for "${composite}".`);
    fillAs(type);
  };
  const name = resolveType(source, run.contextValue, infoOf(run, planned, place), composite);
  if (isPromise(name)) fillLater(run, planned, name, place, fillAsNamed);
  else fillAsNamed(name);
}

const isIterable = (value: unknown): value is Iterable<unknown> =>
  value instanceof Object && Symbol.iterator in value;
