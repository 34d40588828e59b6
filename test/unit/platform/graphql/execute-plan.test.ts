import { makeExecutableSchema } from '@graphql-tools/schema';
import {
  type ExecutionArgs,
  execute as executeByGraphQLJs,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { expect, test } from 'vitest';
import { openExecutor } from '../../../../src/platform/graphql/executor/executor.ts';
import { JsonText, writeData } from '../../../../src/platform/graphql/executor/json-text.ts';
import { nameFields } from '../../../../src/platform/graphql/operations/name-fields.ts';

const typeDefs = `
  scalar Day
  enum Mood { FINE BAD }
  interface Named { name: String }
  type Person implements Named { id: ID! name: String friends: [Person!] rivals: [Person]! mood: Mood born: Day must: String! greet(word: String! = "hello", times: Int): String self: Person! late: Person }
  type Dog implements Named { name: String owner: Person! }
  union Being = Person | Dog
  input Filter { name: String! age: Int = 7 }
  type Query { me: Person nobody: Person everyone: [Person!]! beings: [Being] named: [Named!] matrix: [[Int!]] find(filter: Filter, ids: [ID!]): String strict: Person! wrong: [Int] notAList: [String] }
  type Mutation { first: Int second: Int fails: Int! last: Int }
`;

const later = async <T>(value: T, ticks = 1) => {
  for (let tick = 0; tick < ticks; tick++) await undefined;
  return value;
};
const failLater = async (message: string, ticks = 1) => {
  await later(undefined, ticks);
  throw new Error(message);
};

const ann = {
  __typename: 'Person',
  id: 1,
  name: 'Ann',
  mood: 'FINE',
  born: new Date('1980-01-02T03:04:05Z'),
};
const bob = { __typename: 'Person', id: 2, name: () => 'Bob', mood: 'NONE', born: 'a day', must: 'be' };
const rex = { __typename: 'Dog', name: later('Rex'), owner: ann };

function schemaOf(log: string[] = []): GraphQLSchema {
  const does = (name: string, answer: () => unknown) => async () => {
    log.push(`${name} begins`);
    await later(undefined, 3);
    log.push(`${name} ends`);
    return answer();
  };
  const resolvers = {
    Query: {
      me: () => ann,
      everyone: () => later([ann, later(bob)]),
      beings: () => [ann, later(rex), null, { __typename: 'Query' }],
      named: () => new Set([bob, rex]),
      matrix: () => [[1, 2], [3, 'x'], null, later([4, null])],
      find: (_: unknown, args: unknown) => JSON.stringify(args),
      strict: () => failLater('not strict'),
      wrong: () => [1, new Error('as a value'), later(3), failLater('an item'), 'five'],
      notAList: () => 5,
    },
    Mutation: {
      first: does('first', () => 1),
      second: does('second', () => failLater('second')),
      fails: does('fails', () => null),
      last: does('last', () => 4),
    },
    Person: {
      friends: ({ id }: { id: number }) => (id === 1 ? [bob, later(null)] : later([ann])),
      rivals: () => [later(bob), failLater('a rival', 2), null],
      greet: (_: unknown, { word, times }: { word: string; times?: number }, context: { who: string }) =>
        `${word} ${context.who} ${times}`,
      must: ({ must }: { must?: string }) => must ?? failLater('must', 2),
      self: (self: unknown) => later(self),
      late: (
        _: unknown,
        __: unknown,
        ___: unknown,
        { path }: { path: { key: string; prev?: { key: string | number } } },
      ) => later({ id: `${path.prev?.key}/${path.key}` }, 3),
    },
  };
  return makeExecutableSchema({ typeDefs, resolvers });
}

const operations: [string, Record<string, unknown>?][] = [
  ['{ me { id name mood born __typename } }'],
  ['{ z: me { b: name a: id } me { id } me { name self { self { name } } } }'],
  ['{ nobody { id must } me { greet hi: greet(word: "hi", times: 2) } }'],
  ['query ($word: String!, $times: Int) { me { greet(word: $word, times: $times) } }', { word: 'ho' }],
  ['query ($word: String!) { me { greet(word: $word) } }', {}],
  ['query ($times: Int) { me { greet(times: $times) } }', { times: 'many' }],
  [
    'query ($filter: Filter, $ids: [ID!]) { find(filter: $filter, ids: $ids) }',
    { filter: { name: 'x' }, ids: 4 },
  ],
  ['query ($filter: Filter) { find(filter: $filter) }', { filter: { age: 1, colour: 'red' } }],
  ['query ($word: String = "x") { me { greet(word: $word) } }', { word: null }],
  ['{ everyone { id mood name } }'],
  ['{ everyone { id must } }'],
  ['{ me { id must self { must } } matrix }'],
  ['{ me { friends { id name } late { id late { id } } } }'],
  ['{ me { rivals { id name } } }'],
  [
    '{ beings { __typename ... on Person { id ...Rest } ... on Dog { name owner { ...Rest } } } } fragment Rest on Person { name mood }',
  ],
  ['{ beings { ... on Named { name } } }'],
  ['{ named { name ... on Dog { owner { self { must } } } } }'],
  ['{ strict { id } me { id } }'],
  ['{ wrong matrix notAList }'],
  ['query ($yes: Boolean!) { me { id @include(if: $yes) name @skip(if: $yes) } }', { yes: true }],
  ['query ($yes: Boolean!) { me { id @include(if: $yes) name @skip(if: $yes) } }', { yes: false }],
  ['query ($yes: Boolean = false) { me { id @include(if: $yes) mood } }'],
  ['query ($yes: Boolean = false) { me { self { id @include(if: $yes) } mood } }', { yes: null }],
  ['query ($yes: Boolean = true) { me { id } nobody @skip(if: $yes) { id } }', { yes: null }],
  ['query { ... @include(if: false) { me { id } } nobody { id } }'],
  [
    'query ($a: Boolean!, $b: Boolean!) { me { ...Rest @skip(if: $a) ...Rest @include(if: $b) id @skip(if: $a) @include(if: $b) } } fragment Rest on Person { name mood }',
    { a: true, b: true },
  ],
  [
    'query ($no: Boolean!) { beings { ... on Named @skip(if: $no) { name } ... on Dog { owner { id } } } }',
    { no: false },
  ],
  [
    'query ($no: Boolean!) { beings { ... on Named @include(if: $no) { name } ... on Person { id } } }',
    { no: false },
  ],
  ['mutation ($no: Boolean!) { first last @include(if: $no) second }', { no: false }],
  ['query One { me { id } } query Other { me { name } }'],
  ['{ __schema { queryType { name } } __typename }'],
  ['{ me { __proto__: id constructor: name } }'],
  ['mutation { first second last }'],
  ['mutation { first fails last }'],
];

test.each(operations)('%s is answered as by graphql-js', async (text, variableValues) => {
  const document = parse(text);
  const [ours, theirs] = [[], []] as [string[], string[]];
  const args = (log: string[]): ExecutionArgs => ({
    schema: schemaOf(log),
    document,
    contextValue: { who: 'you' },
    variableValues,
  });
  expect(validate(args([]).schema, document)).toEqual([]);

  const expected = await executeByGraphQLJs(args(theirs));
  // Ours also say which argument an error about variables is about.
  if (expected.data === undefined) nameFields(expected.errors ?? [], document);
  const { execute } = openExecutor(schemaOf(ours));
  for (const asText of [false, false, true]) {
    ours.length = 0;
    const answer = await execute({ ...args(ours), schema: schemaOf(ours) }, asText);
    const text = asText && answer.data ? writeData(answer.data) : JSON.stringify(answer.data);
    expect(text).toBe(JSON.stringify(expected.data));
    expect(sorted(answer.errors)).toEqual(sorted(expected.errors));
  }
});

/** Errors of values that come at different times may be told in any order. */
const sorted = (errors: readonly { message: string; path?: unknown }[] = []) =>
  errors.map((error) => JSON.stringify(error)).sort();

test('an operation is answered by the conditions that it comes with, however many others there were', async () => {
  const schema = schemaOf();
  const { execute } = openExecutor(schema);
  const names = Array.from({ length: 6 }, (_, index) => `v${index}`);
  const document = parse(
    `query (${names.map((name) => `$${name}: Boolean!`)}) { me { ${names.map((name) => `${name}: id @include(if: $${name})`)} } }`,
  );
  for (let bits = 0; bits < 64; bits++) {
    const on = names.filter((_, index) => bits & (1 << index));
    const variableValues = Object.fromEntries(names.map((name) => [name, on.includes(name)]));
    const { data } = await execute({ schema, document, variableValues });
    expect(data?.me).toEqual(Object.fromEntries(on.map((name) => [name, '1'])));
  }
});

test('what is on the row already is not resolved, unless it depends on arguments or comes to the root', async () => {
  const resolved: string[] = [];
  const resolve = (name: string) => () => {
    resolved.push(name);
    return { name: 'resolved', tag: 'resolved', greet: 'resolved' };
  };
  const schema = makeExecutableSchema({
    typeDefs:
      'type Query { dog: Dog } type Dog { name: String greet(word: String): String tag: Tag late: Tag } type Tag { name: String }',
    resolvers: {
      Query: { dog: resolve('dog') },
      Dog: {
        name: () => resolve('name')().name,
        greet: () => resolve('greet')().greet,
        tag: resolve('tag'),
        late: resolve('late'),
      },
    },
  });
  const rootValue = { dog: { name: 'from the root' } };
  const document = parse('{ dog { __typename name greet tag { name } late { name } } }');
  const { execute } = openExecutor(schema);
  const answer = async (dog: object | undefined) => {
    resolved.length = 0;
    Object.assign(schema.getQueryType()?.getFields().dog ?? {}, { resolve: () => dog ?? resolve('dog')() });
    return (await execute({ schema, document, rootValue })).data?.dog;
  };
  const row = {
    __typename: 'Row',
    name: 'Rex',
    greet: 'no',
    tag: Promise.resolve({ name: 'a tag' }),
    late: undefined,
  };
  expect(await answer(row)).toEqual({
    __typename: 'Dog',
    name: 'Rex',
    greet: 'resolved',
    tag: { name: 'a tag' },
    late: { name: 'resolved' },
  });
  expect(resolved).toEqual(['greet', 'late']);
  expect(await answer({ name: null, tag: null })).toMatchObject({ name: null, tag: null });
  expect(await answer({ name: () => 'not a value' })).toMatchObject({ name: 'resolved' });
});

const STRINGS = [
  '',
  'Ann',
  'a "quoted" one',
  'back\\slash',
  'line\nbreak',
  '\u0000',
  '\u2028',
  'Zoë 漢',
  '👩‍⚕️',
  '\ud800',
  '~\u007f',
];

test('rows become the text that JSON.stringify makes of them', async () => {
  const typeDefs = `
    enum Mood { FINE }
    type Row { id: ID! text: String! count: Int ratio: Float on: Boolean mood: Mood tags: [String!] inner: Row none: Row }
    type Query { rows: [Row!]! }
  `;
  const rows = STRINGS.map((text, index) => ({
    id: index,
    text,
    count: -index,
    ratio: index / 7,
    on: index % 2 === 0,
    mood: 'FINE',
    tags: [text, 'x'],
    inner: { id: text, none: null },
    none: null,
  }));
  const schema = makeExecutableSchema({ typeDefs, resolvers: { Query: { rows: () => rows } } });
  const document = parse(
    '{ rows { __typename key: id text count ratio on mood tags inner { id none { id } } none { id } } empty: rows { id } }',
  );
  const { data } = await openExecutor(schema).execute({ schema, document }, true);
  expect(data?.rows).toBeInstanceOf(JsonText);
  expect(writeData(data ?? null)).toBe(JSON.stringify((await executeByGraphQLJs({ schema, document })).data));
});

test('fragments that double at every step take no longer than they are long', async () => {
  const steps = Array.from(
    { length: 60 },
    (_, step) =>
      `fragment F${step} on Person { ...F${step + 1} ...F${step + 1} friends { ...F${step + 1} } }`,
  );
  const schema = schemaOf();
  const document = parse(
    `{ nobody { ...F0 } me { id ...F58 } } ${steps.join(' ')} fragment F60 on Person { id }`,
  );
  const answer = await openExecutor(schema).execute({ schema, document });
  expect(JSON.stringify(answer)).toBe(JSON.stringify(await executeByGraphQLJs({ schema, document })));
});

test('mutations take turns, and end with the first that takes everything with it', async () => {
  const log: string[] = [];
  const schema = schemaOf(log);
  await openExecutor(schema).execute({ schema, document: parse('mutation { first fails last }') });
  expect(log).toEqual(['first begins', 'first ends', 'fails begins', 'fails ends']);
});
