import type { PluginFunction } from '@graphql-codegen/plugin-helpers';
import { hashOf, sentTexts } from './sent-texts.ts';

/**
 * A plug-in for GraphQL Code Generator: the hash of each operation, by which the server knows it without the
 * text.
 */
export const plugin: PluginFunction = (_schema, documents) => {
  const hashes = Object.fromEntries(sentTexts(documents).map(({ name, text }) => [name, hashOf(text)]));
  return `// Made by \`npm run codegen\`. Changes made here are lost.\nexport const hashes: Readonly<Record<string, string>> = ${JSON.stringify(hashes, null, 2)};\n`;
};
