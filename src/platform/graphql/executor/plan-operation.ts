import {
  type DocumentNode,
  type FieldNode,
  type GraphQLDirective,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from 'graphql';
import { writerOf } from './json-text.ts';
import type { Plan, PlannedField, PlannedValue } from './plan.ts';

/** The fields that are selected from one type in one place, by response key, and the fragments on the way. */
interface CollectedFields {
  nodes: Map<string, [FieldNode, ...FieldNode[]]>;
  fragments: Set<object>;
}

/** Plans a validated operation, for these values of the variables in its `@skip` and `@include`. */
export function planOperation(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Record<string, unknown>,
): Omit<Plan, 'deprecated'> {
  const fragmentList = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const fragments = Object.fromEntries(fragmentList.map((fragment) => [fragment.name.value, fragment]));
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`A valid operation is no ${operation.operation}`);

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
        // The root value, such as an event, is no row. No row has a value that depends on arguments.
        prefersRow: parent !== root && field.args.length === 0 && field !== TypeNameMetaFieldDef,
        value: planValue(
          field.type,
          nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
        ),
      };
    });
  }

  function collect({ selections }: SelectionSetNode, type: GraphQLObjectType, collected: CollectedFields) {
    for (const selection of selections) {
      if (!isIncluded(selection)) continue;
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
      // Once is enough. Fragments that spread each other twice, level by level, would take for ever.
      collected.fragments.add(fragment);
      collect(fragment.selectionSet, type, collected);
    }
  }

  function isIncluded(selection: SelectionNode) {
    if (!selection.directives?.length) return true;
    const saysIf = (directive: GraphQLDirective) => getDirectiveValues(directive, selection, conditions)?.if;
    return saysIf(GraphQLSkipDirective) !== true && saysIf(GraphQLIncludeDirective) !== false;
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
    // Lazily: of an abstract type, only the object types that occur.
    const plans = new Map<GraphQLObjectType, PlannedField[]>();
    const fieldsOf = (objectType: GraphQLObjectType) => {
      const fields = plans.get(objectType) ?? planFields(objectType, selectionSets);
      plans.set(objectType, fields);
      return fields;
    };
    return { isNullable, composite: inner, fieldsOf };
  }

  const fields = planFields(root, [operation.selectionSet]).map((planned) => ({
    ...planned,
    write: writerOf(planned.value),
  }));
  return { operation, fragments, fields };
}
