import type { GraphQLLeafType } from 'graphql';
import { type Container, isPromise } from './execution.ts';
import type { PlannedField } from './plan.ts';

/** Most fields are columns and need nothing else. Whatever is unusual about one is left to the long way. */
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
