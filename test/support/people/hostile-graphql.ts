import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Chance } from '../random.ts';
import { hostileText } from './hostile.ts';

/** Numbers of GraphQL and of JSON, at their limits and beyond. */
const NUMBERS = [0, 1, 2, 20, 50, 100, 101, -1, -0, 0.5, 1e15, 1e308, -1e308, 2 ** 31 - 1, 2 ** 31, 2 ** 53];
const IDS = [
  ...['123', '124', '126', '201', '999', '45', '46', '89', '90', '0', '-1', '+1', ' 123', '123 ', '0123'],
  ...['00000000000000000123', '1e3', '0x7b', '12.5', '1_000', '٣', '１２３', '2147483647', '2147483648'],
  ...['9223372036854775807', '999999999999999999', '123\u0000', 'jitsi.app_id', 'jitsi.default_ttl'],
];
const DATES = [
  ...['2026-01-01', '2026-11-23', '2026-12-31', '0000-01-01', '0001-01-01', '9999-12-31', '10000-01-01'],
  ...['+275760-09-13', '-000001-01-01', '-1-01-01', '2026-02-29', '2026-02-30', '2026-13-01', 'infinity'],
];
const TIMES = [
  ...['00:00:00Z', '23:59:59.999Z', '00:00:00+23:59', '23:59:59-23:59', '23:59:60Z', '24:00:00Z', '00:00'],
  ...['12:00:00.123456789Z', '00:00:00 BC'],
];

/** Of the type for the most part; else whatever JSON can hold. */
export function argumentFor(type: GraphQLInputType, name: string, chance: Chance): unknown {
  if (!isNonNullType(type) && chance.isLucky(0.3)) return null;
  const nullable = getNullableType(type);
  if (chance.isLucky(0.08)) return chance.pick([null, true, [], {}, [[]], ...NUMBERS, hostileText(chance)]);
  if (isListType(nullable))
    return Array.from({ length: chance.below(4) }, () => argumentFor(nullable.ofType, name, chance));
  if (isEnumType(nullable)) return chance.pick(nullable.getValues()).name;
  if (isInputObjectType(nullable))
    return Object.fromEntries(
      Object.values(nullable.getFields())
        .filter(() => chance.isLucky(0.6))
        .map((field) => [field.name, argumentFor(field.type, field.name, chance)]),
    );
  if (name === 'after') return chance.isLucky(0.9) ? cursor(chance) : hostileText(chance);
  const scalar = String(nullable);
  if (scalar === 'Int' || scalar === 'Float') return chance.pick(NUMBERS);
  if (scalar === 'Boolean') return chance.isLucky(0.5);
  if (scalar === 'ID') return chance.isLucky(0.4) ? '123' : chance.pick([...IDS, ...NUMBERS]);
  if (scalar === 'Date') return chance.pick(DATES);
  if (scalar === 'DateTime') return time(chance);
  return chance.isLucky(0.3)
    ? chance.pick(['Telehealth', 'provider-45', 'patient-89', 'false', '600'])
    : hostileText(chance);
}

const time = (chance: Chance) => `${chance.pick(DATES)}T${chance.pick(TIMES)}`;

/** A cursor of one of the lists, or one that no list gives out. */
function cursor(chance: Chance) {
  const part = () =>
    chance.pick<unknown>([
      ...NUMBERS,
      ...NUMBERS,
      time(chance),
      time(chance),
      ...DATES,
      ...IDS,
      null,
      [],
      {},
    ]);
  const parts = chance.isLucky(0.4)
    ? [time(chance), chance.pick(NUMBERS)]
    : Array.from({ length: chance.below(4) }, part);
  const json = chance.isLucky(0.1)
    ? chance.pick(['NaN', '[NaN]', '[-0]', '[1e999]', '{"0":1}'])
    : JSON.stringify(parts);
  return Buffer.from(json).toString(chance.isLucky(0.9) ? 'base64url' : 'hex');
}

const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));

/** Every query and mutation, with its arguments. */
export const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
  Object.values(root?.getFields() ?? {}).map((field) => ({
    kind: root === schema.getQueryType() ? 'query' : 'mutation',
    field,
  })),
);
export type RootField = (typeof fields)[number];

/** An operation with these arguments, written out or as variables. */
export function operationOf({ kind, field }: RootField, values: Record<string, unknown>, written: boolean) {
  const given = field.args.filter(({ name }) => name in values);
  const list = (parts: string[]) => (parts.length > 0 ? `(${parts.join(', ')})` : '');
  const selection = selectionOf(getNamedType(field.type), 2);
  if (written)
    return {
      query: `${kind} { ${field.name}${list(given.map(({ name, type }) => `${name}: ${literal(values[name], type)}`))}${selection} }`,
    };
  const head = `${kind} ${list(given.map(({ name, type }) => `$${name}: ${type}`))}`;
  return {
    query: `${head} { ${field.name}${list(given.map(({ name }) => `${name}: $${name}`))}${selection} }`,
    variables: values,
  };
}

function literal(value: unknown, type: GraphQLInputType): string {
  const named = getNamedType(type);
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, type)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const known = isInputObjectType(named) ? named.getFields() : {};
    return `{ ${Object.entries(value)
      .map(([name, inner]) => `${name}: ${literal(inner, known[name]?.type ?? type)}`)
      .join(', ')} }`;
  }
  return isEnumType(named) && typeof value === 'string' ? value : JSON.stringify(value);
}

/** All plain fields, and of objects those below, so that rows are read and converted. */
function selectionOf(type: GraphQLNamedType, depth: number): string {
  if (!isObjectType(type)) return '';
  const parts = Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type);
    if (!isObjectType(below)) return [field.name];
    return depth > 0 ? [`${field.name}${selectionOf(below, depth - 1)}`] : [];
  });
  return ` { ${['__typename', ...parts].join(' ')} }`;
}
