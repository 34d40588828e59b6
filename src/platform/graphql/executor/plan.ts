import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLAbstractType,
  GraphQLField,
  GraphQLLeafType,
  GraphQLObjectType,
  OperationDefinitionNode,
} from 'graphql';

/** Everything about an operation that does not depend on the request, for one outcome of its conditions. */
export interface Plan {
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  fields: PlannedField[];
  /** The deprecated fields that the operation asks for, such as `Viewer.id`. */
  deprecated: readonly string[];
}

/** A field as an operation selects it. */
export interface PlannedField {
  key: string;
  field: GraphQLField<unknown, unknown>;
  nodes: readonly [FieldNode, ...FieldNode[]];
  parent: GraphQLObjectType;
  /** Whether a value that is already on the row replaces the field's resolver. */
  prefersRow: boolean;
  value: PlannedValue;
  /** For a root field: writes its value as text, if the value is wholly on rows. */
  write?(value: unknown): string | undefined;
}

/** How to complete a resolved value: by its type and its selection. */
export type PlannedValue = { isNullable: boolean } & (
  | { leaf: GraphQLLeafType }
  | { items: PlannedValue }
  | PlannedComposite
);

export interface PlannedComposite {
  composite: GraphQLObjectType | GraphQLAbstractType;
  fieldsOf(type: GraphQLObjectType): PlannedField[];
}
