import { readdirSync, readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { type GraphQLSchema, parse, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql';
import { expect, test } from 'vitest';

const folder = new URL('../../../schema/', import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');

const forClients = makeExecutableSchema({ typeDefs: textOf('api.graphql') });
const forRouters = buildSubgraphSchema(parse(textOf('telehealth.graphql')));

const examples = readdirSync(new URL('examples/', folder)).map((name) => ({
  name,
  text: textOf(`examples/${name}`),
  schema: name.startsWith('federation-') ? forRouters : forClients,
}));

test.each(examples)('$name says what it is for', ({ text }) => {
  expect(text).toMatch(/^# .+[.?]\n(query|mutation|subscription) /);
});

test.each(examples)('$name fits the schema', ({ text, schema }) => {
  expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
});

test('every operation has an example', () => {
  const shown = new Set(examples.flatMap(({ text, schema }) => operationsIn(schema, text)));
  expect(operationsOf(forRouters).filter((operation) => !shown.has(operation))).toEqual([]);
});

const rootsOf = (schema: GraphQLSchema) => [
  schema.getQueryType(),
  schema.getMutationType(),
  schema.getSubscriptionType(),
];

const operationsOf = (schema: GraphQLSchema) =>
  rootsOf(schema).flatMap((root) =>
    Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name}.${field}`),
  );

function operationsIn(schema: GraphQLSchema, text: string) {
  const info = new TypeInfo(schema);
  const found: string[] = [];
  const Field = () => void found.push(`${info.getParentType()?.name}.${info.getFieldDef()?.name}`);
  visit(parse(text), visitWithTypeInfo(info, { Field }));
  return found;
}
