import type { PluginFunction } from '@graphql-codegen/plugin-helpers';
import { print } from 'graphql';
import { EXAMPLES, exampleOf } from './examples.ts';
import { hashOf, sentTexts } from './sent-texts.ts';

/**
 * A plug-in for GraphQL Code Generator: our clients' operations by the SHA-256 of their text. The web
 * client's have the text that it sends, the examples the text that graphql-js prints.
 */
export const plugin: PluginFunction = (_schema, documents) => {
  const isExample = ({ location = '' }: { location?: string }) => location.includes('schema/examples');
  const written = documents.filter(isExample).flatMap(({ document }) => (document ? [print(document)] : []));
  const webClient = documents.filter((document) => !isExample(document));
  // Not from their files, which may be written later than this.
  const made = Object.keys(EXAMPLES).map((name) => exampleOf(webClient, name));
  const sent = sentTexts(webClient).map(({ text }) => text);
  const manifest = Object.fromEntries([...sent, ...written, ...made].map((text) => [hashOf(text), text]));
  return `${JSON.stringify(manifest, Object.keys(manifest).sort(), 2)}\n`;
};
