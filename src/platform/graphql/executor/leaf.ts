import type { GraphQLLeafType } from 'graphql';
import { type Container, isPromise } from './execution.ts';
import type { PlannedField } from './plan.ts';

/** Fills a field that is a plain column, as most are. Returns false for everything else. */
export function fillPlainField({ key, value }: PlannedField, there: unknown, container: Container) {
  if (!('leaf' in value) || there === null || there instanceof Error || isPromise(there)) return false;
  try {
    const serialized = value.leaf.serialize(there);
    if (serialized == null) return false;
    container[key] = serialized;
    return true;
  } catch {
    return false;
  }
}

export function serialize(leaf: GraphQLLeafType, value: unknown) {
  const serialized = leaf.serialize(value);
  if (serialized == null) throw new Error(`Expected \`${leaf}.serialize\` to return a value`);
  return serialized;
}
