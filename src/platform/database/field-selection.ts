import type { FieldNode, GraphQLResolveInfo, SelectionNode } from 'graphql';

/** The fields that an operation asks for, by name, each with those it asks for behind it. */
export interface FieldSelection extends Map<string, FieldSelection> {}

/**
 * What an operation asks of the field that is being resolved, through whichever fragments (GraphQL, "CollectFields"). What `@skip` and
 * `@include` leave out may be among it: it is to be read ahead, not to be answered.
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

/** What is asked for in either way. */
export function mergeFields(
  one: FieldSelection | undefined,
  other: FieldSelection | undefined,
): FieldSelection {
  if (!one || !other) return one ?? other ?? new Map();
  return new Map([...one, ...other].map(([name]) => [name, mergeFields(one.get(name), other.get(name))]));
}
