import { readFileSync } from 'node:fs';
import type { PluginFunction } from '@graphql-codegen/plugin-helpers';

/**
 * A plug-in for GraphQL Code Generator: the actions that the audit log names, as a list and as a type. An action that a
 * language has no words for then fails to compile.
 */
export const plugin: PluginFunction<{ file: string }> = (_schema, _documents, { file }) => {
  const actions: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return `// Made by \`npm run codegen\` from ${file}. Changes made here are lost.
export const ACTIONS = ${JSON.stringify(actions, null, 2)} as const;

export type Action = (typeof ACTIONS)[number];
`;
};
