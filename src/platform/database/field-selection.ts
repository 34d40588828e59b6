import type { FieldNode, GraphQLResolveInfo, SelectionNode } from 'graphql';

/** The fields that an operation asks for, by name, each with those it asks for behind it. */
export interface Asked extends Map<string, Asked> {}

/**
 * What an operation asks of the field that is being resolved, through whichever fragments (GraphQL, "CollectFields"). What `@skip` and
 * `@include` leave out may be among it: it is to be read ahead, not to be answered.
 */
export function fieldsAsked({ fieldNodes, fragments }: GraphQLResolveInfo): Asked {
  const add = (asked: Asked, { selectionSet }: Pick<FieldNode, 'selectionSet'>): Asked => {
    for (const selection of selectionSet?.selections ?? []) addSelection(asked, selection);
    return asked;
  };
  const addSelection = (asked: Asked, selection: SelectionNode) => {
    if (selection.kind === 'Field') asked.set(selection.name.value, add(asked.get(selection.name.value) ?? new Map(), selection));
    else add(asked, (selection.kind === 'FragmentSpread' ? fragments[selection.name.value] : selection) ?? {});
  };
  return fieldNodes.reduce(add, new Map());
}

/** What is asked for in either way. */
export function together(one: Asked | undefined, other: Asked | undefined): Asked {
  if (!one || !other) return one ?? other ?? new Map();
  return new Map([...one, ...other].map(([name]) => [name, together(one.get(name), other.get(name))]));
}
