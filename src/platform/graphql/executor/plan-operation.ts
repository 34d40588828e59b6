import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from 'graphql';

/** An operation with everything worked out that is the same whenever it is executed. */
export interface Plan {
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  fields: PlannedField[];
}

/** A field as an operation asks for it. */
export interface PlannedField {
  key: string;
  field: GraphQLField<unknown, unknown>;
  nodes: readonly [FieldNode, ...FieldNode[]];
  parent: GraphQLObjectType;
  value: PlannedValue;
}

/** What is to be made of a resolved value: by its type, and by what is asked of it. */
export type PlannedValue = { isNullable: boolean } & (
  | { leaf: GraphQLLeafType }
  | { items: PlannedValue }
  | { composite: GraphQLObjectType | GraphQLAbstractType; fieldsOf(type: GraphQLObjectType): PlannedField[] }
);

/** What is asked of one type at one place, by the keys of the answer, and the fragments that were found on the way. */
interface CollectedFields {
  nodes: Map<string, [FieldNode, ...FieldNode[]]>;
  fragments: Set<object>;
}

/** The plan of an operation that was found valid, or nothing for those few that are rare enough to be left to graphql-js. */
export function planOperation(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
): Plan | undefined {
  const fragmentList = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const fragments = Object.fromEntries(fragmentList.map((fragment) => [fragment.name.value, fragment]));
  const root = schema.getRootType(operation.operation);
  const sets = [operation.selectionSet, ...fragmentList.map(({ selectionSet }) => selectionSet)];
  if (!root || sets.some(isUnusual)) return undefined;

  function planFields(parent: GraphQLObjectType, selectionSets: readonly SelectionSetNode[]): PlannedField[] {
    const collected: CollectedFields = { nodes: new Map(), fragments: new Set() };
    for (const set of selectionSets) collect(set, parent, collected);
    return [...collected.nodes].map(([key, nodes]) => {
      const [{ name }] = nodes;
      const field =
        name.value === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : parent.getFields()[name.value];
      if (!field) throw new Error(`A valid operation asks for ${parent}.${name.value}`);
      return {
        key,
        field,
        nodes,
        parent,
        value: planValue(
          field.type,
          nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
        ),
      };
    });
  }

  function collect({ selections }: SelectionSetNode, type: GraphQLObjectType, collected: CollectedFields) {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const before = collected.nodes.get(key);
        if (before) before.push(selection);
        else collected.nodes.set(key, [selection]);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
      if (
        !fragment ||
        collected.fragments.has(fragment) ||
        !applies(fragment.typeCondition?.name.value, type)
      )
        continue;
      // Once is enough, and a fragment that spreads another one twice, and so on, would never end.
      collected.fragments.add(fragment);
      collect(fragment.selectionSet, type, collected);
    }
  }

  function applies(condition: string | undefined, type: GraphQLObjectType) {
    if (condition === undefined || condition === type.name) return true;
    const wider = schema.getType(condition);
    return wider !== undefined && 'resolveType' in wider && schema.isSubType(wider, type);
  }

  function planValue(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[]): PlannedValue {
    const isNullable = !isNonNullType(type);
    const inner = isNonNullType(type) ? type.ofType : type;
    if (isLeafType(inner)) return { isNullable, leaf: inner };
    if (isListType(inner)) return { isNullable, items: planValue(inner.ofType, selectionSets) };
    // Not before they are needed: of the types of a union only those that come.
    const plans = new Map<GraphQLObjectType, PlannedField[]>();
    const fieldsOf = (objectType: GraphQLObjectType) => {
      const fields = plans.get(objectType) ?? planFields(objectType, selectionSets);
      plans.set(objectType, fields);
      return fields;
    };
    return { isNullable, composite: inner, fieldsOf };
  }

  return { operation, fragments, fields: planFields(root, [operation.selectionSet]) };
}

/** Whether it depends on variables which fields are asked for, looks at the schema, or wants a name that JavaScript's objects have a use for. */
function isUnusual({ selections }: SelectionSetNode): boolean {
  return selections.some((selection) => {
    if (selection.directives?.length) return true;
    if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
    if (selection.kind === Kind.FIELD && ['__schema', '__type'].includes(selection.name.value)) return true;
    if (selection.kind === Kind.FIELD && selection.alias?.value === '__proto__') return true;
    return selection.selectionSet !== undefined && isUnusual(selection.selectionSet);
  });
}
