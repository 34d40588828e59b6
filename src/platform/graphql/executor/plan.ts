import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLAbstractType,
  GraphQLField,
  GraphQLLeafType,
  GraphQLObjectType,
  OperationDefinitionNode,
} from 'graphql';

/** An operation with everything worked out that is the same whenever it is executed with the same conditions. */
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
  /** Whether a value that is on the row already is taken from there, without its resolver. */
  prefersRow: boolean;
  value: PlannedValue;
  /** Of a field at the root: its value as text, if it is wholly there. */
  write?(value: unknown): string | undefined;
}

/** What is to be made of a resolved value: by its type, and by what is asked of it. */
export type PlannedValue = { isNullable: boolean } & (
  | { leaf: GraphQLLeafType }
  | { items: PlannedValue }
  | { composite: GraphQLObjectType | GraphQLAbstractType; fieldsOf(type: GraphQLObjectType): PlannedField[] }
);
