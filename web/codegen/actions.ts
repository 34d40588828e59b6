import { readFileSync } from 'node:fs';
import type { PluginFunction } from '@graphql-codegen/plugin-helpers';

/**
 * A plug-in for GraphQL Code Generator: the actions of the audit log, as a list and as a type. A language
 * without words for one of them does not compile.
 */
export const plugin: PluginFunction<{ file: string }> = (_schema, _documents, { file }) => {
  const actions: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return `// Made by \`npm run codegen\` from ${file}. Changes made here are lost.
export const ACTIONS = ${JSON.stringify(actions, null, 2)} as const;

export type Action = (typeof ACTIONS)[number];
`;
};
