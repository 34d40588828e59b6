import { makeExecutableSchema } from '@graphql-tools/schema';
import { execute as executeByGraphQLJs, GraphQLScalarType, parse } from 'graphql';
import { expect, test } from 'vitest';
import { ResultSet } from '../../../../src/platform/database/sql/result-set.ts';
import type { Column, ColumnType } from '../../../../src/platform/database/sql/statement.ts';
import { openExecutor } from '../../../../src/platform/graphql/executor/executor.ts';
import { JsonText, writeData } from '../../../../src/platform/graphql/executor/json-text.ts';
import { isoTime } from '../../../../src/platform/graphql/iso-time.ts';
import { type Chance, openChance } from '../../../support/random.ts';

const typeDefs = `
  scalar DateTime
  enum Mood { FINE BAD }
  type Visit { id: ID! at: DateTime! seen: DateTime mood: Mood text: String! note: String on: Boolean count: Int ref: ID person: Person! other: Person summary: String greet(word: String): String }
  type Person { id: ID! name: String! since: DateTime visits: [Visit!] }
  type Page { nodes: [Visit!]! first: Visit }
  type Query { visits: [Visit!]! page: Page! }
`;
const DateTime = new GraphQLScalarType({
  name: 'DateTime',
  serialize: (value) => (value instanceof Date ? isoTime(value) : value),
});
const resolvers = {
  DateTime,
  Visit: {
    summary: ({ text }: { text: string }) => `about ${text}`,
    person: () => ({ id: 0, name: 'resolved' }),
    greet: () => 'hello',
  },
};

const column = (name: string, type: ColumnType): Column => ({ name, type });
const PERSON = [column('id', 'number'), column('name', 'text'), column('since', 'date')];
const COLUMNS = [
  column('id', 'number'),
  column('at', 'date'),
  column('seen', 'date'),
  column('mood', 'text'),
  column('text', 'text'),
  column('note', 'text'),
  column('on', 'boolean'),
  column('count', 'number'),
  column('ref', 'number'),
  // A field with arguments, whose answer no column is.
  column('greet', 'text'),
];
const LAYOUT = {
  columns: COLUMNS,
  joins: [
    { name: 'person', columns: PERSON },
    { name: 'other', columns: PERSON },
  ],
};

const TIMES = [
  '2026-05-24 05:20:00+00',
  '2026-05-24 05:20:00.1+00',
  '2026-05-24 05:20:00.012+00',
  '2026-05-24 05:20:00.123456+00',
  '2026-05-24 05:20:00+02',
  '2026-05-24 05:20:00.5-03:30',
  '1000-01-01 00:00:00+00',
  '9999-12-31 23:59:59.999+00',
];
/** Cells that a column cannot hold in this schema, or that an answer must refuse. */
const ODD_TIMES = [
  'infinity',
  '0044-03-15 12:00:00+00 BC',
  '0044-03-15 12:00:00+00',
  '0999-12-31 23:59:59+00',
  '10000-01-01 00:00:00+00',
];
const TEXTS = [
  'Ann',
  '',
  'a "quoted" one',
  'back\\slash',
  'line\nbreak',
  '\u0001',
  '\u2028',
  'Zoë 漢',
  '👩‍⚕️',
  '\ud800',
];
const IDS = ['0', '7', '-3', '123456789', '4000000000000001', '9007199254740993'];

/** A cell as a server sends it, or as PGlite does. */
const either = (chance: Chance, text: string, value: unknown) => (chance.isLucky(0.8) ? text : value);
const orNull = (chance: Chance, cell: unknown) => (chance.isLucky(0.3) ? null : cell);
const number = (chance: Chance, text: string) => either(chance, text, Number(text));

function timeOf(chance: Chance, odd: boolean) {
  const text = chance.pick(odd && chance.isLucky(0.1) ? ODD_TIMES : TIMES);
  return either(chance, text, new Date(text));
}

function personOf(chance: Chance, odd: boolean) {
  if (chance.isLucky(odd ? 0.2 : 0)) return [null, null, null];
  return [number(chance, chance.pick(IDS)), chance.pick(TEXTS), orNull(chance, timeOf(chance, odd))];
}

const rowOf = (chance: Chance, odd: boolean) => [
  number(chance, chance.pick(IDS)),
  timeOf(chance, odd),
  orNull(chance, timeOf(chance, odd)),
  orNull(chance, chance.pick(odd ? ['FINE', 'BAD', 'NONE'] : ['FINE', 'BAD'])),
  odd ? orNull(chance, chance.pick(TEXTS)) : chance.pick(TEXTS),
  orNull(chance, chance.pick(TEXTS)),
  orNull(chance, either(chance, 't', true)),
  orNull(chance, number(chance, chance.pick(odd ? IDS : ['0', '-3']))),
  orNull(chance, number(chance, chance.pick(IDS))),
  'from the column',
  ...personOf(chance, odd),
  ...(chance.isLucky(0.5) ? personOf(chance, odd) : [null, null, null]),
];

const OPERATIONS = [
  '{ visits { id at seen mood text note on count ref person { id name since } other { since name id } } }',
  '{ visits { __typename key: id other { __typename } again: other { name } } more: visits { text } }',
  '{ page { __typename nodes { at person { name } } first { id other { id } } } }',
  '{ visits { ...One ... on Visit { note person { name } } } } fragment One on Visit { id note person { id } }',
  '{ visits { id summary } }',
  '{ visits { id greet(word: "ho") } }',
  '{ visits { id person { name visits { id } } } }',
];

const answers = async (operation: string, result: ResultSet<object>) => {
  const page = { nodes: result, first: result.at(0) };
  const schema = makeExecutableSchema({
    typeDefs,
    resolvers: { ...resolvers, Query: { visits: () => result, page: () => page } },
  });
  const args = { schema, document: parse(operation) };
  const { execute } = openExecutor(schema);
  return {
    expected: await executeByGraphQLJs({ schema: withRowsFirst(schema), document: args.document }),
    // The second one by the same plan.
    given: [await execute(args, true), await execute(args, true)],
  };
};

/** graphql-js calls the resolvers of fields that are on the row already. Our executor does not. */
function withRowsFirst(schema: ReturnType<typeof makeExecutableSchema>) {
  const person = (schema.getType('Visit') as { getFields(): { person?: object } } | undefined)?.getFields()
    .person;
  Object.assign(person ?? {}, { resolve: (row: { person: unknown }) => row.person });
  return schema;
}

test.each(OPERATIONS)('%s: rows become the text that their objects would', async (operation) => {
  const chance = openChance(7);
  for (let run = 0; run < 60; run++) {
    const odd = run % 2 === 1;
    const rows = Array.from({ length: chance.below(5) }, () => rowOf(chance, odd));
    const { expected, given } = await answers(operation, new ResultSet(LAYOUT, rows));
    for (const { data, errors } of given) {
      expect(writeData(data ?? null)).toBe(JSON.stringify(expected.data));
      expect(errors?.map(({ message }) => message)).toEqual(expected.errors?.map(({ message }) => message));
    }
  }
});

test('a list is text at once if all that is asked for is in its cells', async () => {
  const chance = openChance(8);
  const result = new ResultSet(LAYOUT, [rowOf(chance, false), rowOf(chance, false)]);
  const isText = async (operation: string) =>
    Object.values((await answers(operation, result)).given[0]?.data ?? {}).map(
      (value) => value instanceof JsonText,
    );
  expect(await isText(OPERATIONS[0] ?? '')).toEqual([true]);
  expect(await isText('{ visits { id } page { nodes { id } first { text } } }')).toEqual([true, true]);
  expect(await isText('{ visits { id summary } page { nodes { id } } }')).toEqual([false, true]);
});
