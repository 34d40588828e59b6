import {
  doTypesOverlap,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { MAX_FIRST } from '../../database/page.ts';
import { listSizeOf } from '../list-size.ts';

export interface EstimatedOperation {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced. Absent while they are not known. */
  variableValues?: Record<string, unknown>;
}

/**
 * Estimates the most objects that the answer to an operation can have. A list counts as its connection's
 * `first`, as its `@listSize`, or as the longest page. `_entities` counts its representations. While variables
 * are not known, `first` is the longest page and there is one representation. The time is linear in the
 * document's length.
 */
export function estimateRows({ schema, operation, fragments, variableValues }: EstimatedOperation): number {
  const estimated = new Map<string, number>();

  function rowsBelow({ selections }: SelectionSetNode, type: GraphQLNamedType, pageSize: number): number {
    // Each object has one of these types, so the largest selection counts.
    if (isAbstractType(type))
      return Math.max(...schema.getPossibleTypes(type).map((one) => rowsOf(selections, one, pageSize)));
    return isObjectType(type) ? rowsOf(selections, type, pageSize) : 0;
  }

  const rowsOf = (selections: readonly SelectionNode[], type: GraphQLObjectType, pageSize: number): number =>
    selections.reduce((sum, selection) => sum + rowsIn(selection, type, pageSize), 0);

  function rowsIn(selection: SelectionNode, type: GraphQLObjectType, pageSize: number): number {
    if (selection.kind === Kind.FIELD) return rowsOfField(selection, type, pageSize);
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment || !applies(fragment.typeCondition?.name.value, type)) return 0;
    if (fragment.kind === Kind.INLINE_FRAGMENT)
      return rowsOf(fragment.selectionSet.selections, type, pageSize);

    const key = `${fragment.name.value} ${type.name} ${pageSize}`;
    // Another rule refuses fragments that spread themselves.
    if (!estimated.has(key))
      estimated.set(key, 0).set(key, rowsOf(fragment.selectionSet.selections, type, pageSize));
    return estimated.get(key) ?? 0;
  }

  function rowsOfField(node: FieldNode, type: GraphQLObjectType, pageSize: number) {
    const field = type.getFields()[node.name.value];
    if (!field || !node.selectionSet) return 0;
    const isList = isListType(getNullableType(field.type));
    const stated = statedSize(field, node);
    const length = isList ? (stated ?? listSizeOf(field) ?? pageSize) : 1;
    // A connection's page size applies to its own lists, not to lists below them.
    return (
      length *
      (1 + rowsBelow(node.selectionSet, getNamedType(field.type), isList ? MAX_FIRST : (stated ?? pageSize)))
    );
  }

  function statedSize({ args }: GraphQLField<unknown, unknown>, { arguments: given = [] }: FieldNode) {
    const argument = args.find(({ name }) => name === 'first' || name === 'representations');
    if (!argument) return undefined;
    const written = given.find(({ name }) => name.value === argument.name)?.value;
    const value = written ? valueFromASTUntyped(written, variableValues) : argument.defaultValue;
    if (argument.name === 'representations') return Array.isArray(value) ? value.length : 1;
    // The list itself refuses values out of bounds.
    return Number.isInteger(value) && Number(value) >= 1 ? Math.min(Number(value), MAX_FIRST) : MAX_FIRST;
  }

  function applies(condition: string | undefined, type: GraphQLObjectType) {
    const wider = condition === undefined ? type : schema.getType(condition);
    return isCompositeType(wider) && doTypesOverlap(schema, wider, type);
  }

  const root = schema.getRootType(operation.operation);
  return root ? rowsBelow(operation.selectionSet, root, MAX_FIRST) : 0;
}
