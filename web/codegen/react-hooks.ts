import type { PluginFunction } from '@graphql-codegen/plugin-helpers';
import { Kind, type OperationDefinitionNode } from 'graphql';

/**
 * A plug-in for GraphQL Code Generator: one React hook for each operation, on top of `typescript-operations` and
 * `typed-document-node`. Named as `typescript-react-apollo` names them, which does not compile with Apollo Client 4.
 */
export const plugin: PluginFunction = (_schema, documents) => {
  const definitions = documents.flatMap(({ document }) => document?.definitions ?? []);
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return { prepend: [IMPORTS], content: [OPTIONS, ...operations.map(hookOf)].join('\n') };
};

const IMPORTS = `// Made by \`npm run codegen\` from the schema and the .graphql files of this package. Changes made here are lost.
import type { OperationVariables } from '@apollo/client';
import { type SkipToken, useMutation, useQuery, useSubscription } from '@apollo/client/react';`;

// Left out is what would make the types untrue: partial data, and variables that are given before the call.
const OPTIONS = `
type QueryOptions<Data, Variables extends OperationVariables> = Omit<useQuery.Options<Data, Variables>, 'returnPartialData'> | SkipToken;
type MutationOptions<Data, Variables extends OperationVariables> = Omit<useMutation.Options<Data, Variables>, 'variables'>;
type SubscriptionOptions<Data, Variables extends OperationVariables> = useSubscription.Options<Data, Variables> | SkipToken;
`;

function hookOf(operation: OperationDefinitionNode) {
  const name = capitalize(operation.name?.value ?? '');
  const kind = capitalize(operation.operation);
  const optional = kind === 'Mutation' || !needsVariables(operation) ? '?' : '';
  const options = `options${optional}: ${kind}Options<${name}${kind}, ${name}${kind}Variables>`;
  return `export const use${name}${kind} = (${options}) => use${kind}(${name}Document, options);`;
}

const capitalize = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const needsVariables = ({ variableDefinitions = [] }: OperationDefinitionNode) =>
  variableDefinitions.some(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue);
