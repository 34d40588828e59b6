import { createHash } from 'node:crypto';
import type { Types } from '@graphql-codegen/plugin-helpers';
import { formatDocument, stringifyDocument } from '@urql/core';
import { type ASTNode, type DocumentNode, type FragmentDefinitionNode, Kind, visit } from 'graphql';

/** Each operation as the web client sends it: with its fragments, and with `__typename` for its cache. */
export function sentTexts(documents: Types.DocumentFile[]) {
  const definitions = documents.flatMap(({ document }) => document?.definitions ?? []);
  const fragments = new Map(
    definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]),
  );
  const operations = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  return operations.map((operation) => {
    const document: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [operation, ...fragmentsOf(operation, fragments)],
    };
    const sent = formatDocument(document) as DocumentNode; // urql's type allows undefined properties
    return { name: operation.name?.value ?? '', text: stringifyDocument(sent) };
  });
}

export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** In the order of `typed-document-node`: a fragment comes after those that it uses. */
function fragmentsOf(
  node: ASTNode,
  all: Map<string, FragmentDefinitionNode>,
  found = new Set<FragmentDefinitionNode>(),
) {
  visit(node, {
    FragmentSpread({ name }) {
      const fragment = all.get(name.value);
      if (!fragment || found.has(fragment)) return;
      fragmentsOf(fragment, all, found);
      found.add(fragment);
    },
  });
  return found;
}
