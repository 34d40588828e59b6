import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** The deprecated fields that an operation and the document's fragments select, such as `Viewer.id`. */
export function deprecatedFields(
  schema: GraphQLSchema,
  { kind, definitions }: DocumentNode,
  operation: OperationDefinitionNode,
): readonly string[] {
  const found = new Set<string>();
  const types = new TypeInfo(schema);
  const own = definitions.filter((one) => one === operation || one.kind === Kind.FRAGMENT_DEFINITION);
  visit(
    { kind, definitions: own },
    visitWithTypeInfo(types, {
      Field() {
        const field = types.getFieldDef();
        if (field?.deprecationReason) found.add(`${types.getParentType()?.name}.${field.name}`);
      },
    }),
  );
  return [...found];
}
