import type { PluginFunction } from '@graphql-codegen/plugin-helpers';
import { Kind, type OperationDefinitionNode } from 'graphql';

/**
 * A plug-in for GraphQL Code Generator: one React hook for each operation, on top of `typescript-operations`
 * and `typed-document-node`. The compiler then checks the variables and the result of each operation in a
 * page.
 */
export const plugin: PluginFunction = (_schema, documents) => {
  const definitions = documents.flatMap(({ document }) => document?.definitions ?? []);
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return { prepend: [IMPORTS], content: [OPTIONS, ...operations.map(hookOf)].join('\n') };
};

const IMPORTS = `// Made by \`npm run codegen\` from the schema and the .graphql files of this package. Changes made here are lost.
import { type UseQueryArgs, type UseSubscriptionArgs, useMutation, useQuery, useSubscription } from 'urql';`;

const OPTIONS = `
type QueryOptions = Omit<UseQueryArgs, 'query' | 'variables'>;
type SubscriptionOptions = Omit<UseSubscriptionArgs, 'query' | 'variables'>;
`;

function hookOf(operation: OperationDefinitionNode) {
  const name = capitalize(operation.name?.value ?? '');
  const kind = capitalize(operation.operation);
  if (kind === 'Mutation') return `export const use${name}Mutation = () => useMutation(${name}Document);`;

  const optional = needsVariables(operation) ? '' : '?';
  const options = `options${optional}: ${kind}Options & { variables${optional}: ${name}${kind}Variables }`;
  return `export const use${name}${kind} = (${options}) => use${kind}({ query: ${name}Document, ...options });`;
}

const capitalize = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const needsVariables = ({ variableDefinitions = [] }: OperationDefinitionNode) =>
  variableDefinitions.some(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue);
