import type { FieldNode, GraphQLResolveInfo, SelectionNode } from 'graphql';

/** The fields that an operation selects, by name, each with its own selection. */
export interface FieldSelection extends Map<string, FieldSelection> {}

/**
 * The selection of the field that is being resolved, with fragments expanded (GraphQL spec, "CollectFields").
 * It ignores `@skip` and `@include`, because it decides what to read ahead and not what to return.
 */
export function selectedFields({ fieldNodes, fragments }: GraphQLResolveInfo): FieldSelection {
  const add = (fields: FieldSelection, { selectionSet }: Pick<FieldNode, 'selectionSet'>): FieldSelection => {
    for (const selection of selectionSet?.selections ?? []) addSelection(fields, selection);
    return fields;
  };
  const addSelection = (fields: FieldSelection, selection: SelectionNode) => {
    if (selection.kind === 'Field')
      fields.set(selection.name.value, add(fields.get(selection.name.value) ?? new Map(), selection));
    else
      add(fields, (selection.kind === 'FragmentSpread' ? fragments[selection.name.value] : selection) ?? {});
  };
  return fieldNodes.reduce(add, new Map());
}

/** The union of two selections. */
export function mergeFields(
  one: FieldSelection | undefined,
  other: FieldSelection | undefined,
): FieldSelection {
  if (!one || !other) return one ?? other ?? new Map();
  return new Map([...one, ...other].map(([name]) => [name, mergeFields(one.get(name), other.get(name))]));
}
