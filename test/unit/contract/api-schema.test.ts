import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isSpecifiedDirective,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { listSizeOf } from '../../../src/platform/graphql/list-size.ts';
import { openSubgraph, schemaParts } from '../../../src/platform/graphql/subgraph.ts';
import { slices } from '../../../src/slices.ts';

const textOf = (name: string) => readFileSync(new URL(`../../../schema/${name}`, import.meta.url), 'utf8');

test('schema/api.graphql is what is served, without what only routers ask for', () => {
  const typeDefs = textOf('api.graphql');
  const served = withoutFederation(openSubgraph(schemaParts(slices)).schema);
  expect(sorted(makeExecutableSchema({ typeDefs }))).toBe(sorted(served));
});

test.each(['@', 'extend ', '_entities', '_service', 'directive '])(
  'schema/api.graphql has nothing like %j, which not every client knows',
  (word) => {
    const lines = textOf('api.graphql').replaceAll('@deprecated', '').split('\n');
    expect(lines.filter((line) => line.includes(word))).toEqual([]);
  },
);

test('every operation says what it does, and every mutation which errors it answers with', () => {
  const schema = makeExecutableSchema({ typeDefs: textOf('api.graphql') });
  const lacking = (root: string, wanted: RegExp) =>
    Object.values((schema.getType(root) as GraphQLObjectType).getFields()) // the roots are object types
      .filter(({ description }) => !wanted.test(description ?? ''))
      .map(({ name }) => `${root}.${name}`);
  expect(lacking('Query', /./)).toEqual([]);
  expect(lacking('Subscription', /./)).toEqual([]);
  expect(lacking('Mutation', /Errors: [A-Z_]+/)).toEqual([]);
});

/** As many as somebody asks for. */
const AS_ASKED = ['Query.telehealthMetrics'];

test('a list of objects without pages says how long it is', () => {
  const { schema } = openSubgraph(schemaParts(slices));
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const unbounded = types.flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)))
      .filter((field) => listSizeOf(field) === undefined)
      .map(({ name }) => `${type.name}.${name}`)
      .filter((name) => !/^__|Connection\.(nodes|edges)$|\._entities$/.test(name)),
  );
  expect(unbounded).toEqual(AS_ASKED);
});

const sorted = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));

const withoutFederation = (schema: GraphQLSchema) =>
  mapSchema(schema, {
    [MapperKind.QUERY_ROOT_FIELD]: (_field, name) => (name.startsWith('_') ? null : undefined),
    [MapperKind.TYPE]: ({ name }) => (/^(_[^_]|federation__|link__)/.test(name) ? null : undefined),
    [MapperKind.DIRECTIVE]: (directive) => (isSpecifiedDirective(directive) ? undefined : null),
  });
