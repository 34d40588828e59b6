import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { type GraphQLSchema, isSpecifiedDirective, lexicographicSortSchema, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { openSubgraph, schemaParts } from '../../../src/platform/graphql/subgraph.ts';
import { slices } from '../../../src/slices.ts';

test('schema/api.graphql is what is served, without what only routers ask for', () => {
  const typeDefs = readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8');
  const served = withoutFederation(openSubgraph(schemaParts(slices)).schema);
  expect(sorted(makeExecutableSchema({ typeDefs }))).toBe(sorted(served));
});

test.each(['@', 'extend ', '_entities', '_service', 'directive '])(
  'schema/api.graphql has nothing like %j, which not every client knows',
  (word) => {
    const lines = readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8').split('\n');
    expect(lines.filter((line) => line.includes(word))).toEqual([]);
  },
);

const sorted = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));

const withoutFederation = (schema: GraphQLSchema) =>
  mapSchema(schema, {
    [MapperKind.QUERY_ROOT_FIELD]: (_field, name) => (name.startsWith('_') ? null : undefined),
    [MapperKind.TYPE]: ({ name }) => (/^(_[^_]|federation__|link__)/.test(name) ? null : undefined),
    [MapperKind.DIRECTIVE]: (directive) => (isSpecifiedDirective(directive) ? undefined : null),
  });
