import type { Schema } from '../openapi.ts';
import type { Chance } from '../random.ts';

const NAMES = [
  'apt123',
  'apt124',
  'APT125',
  'appt-126',
  'apt201',
  'apt999',
  'practice-1-apt123-p45-pt89',
  'apt123-1767000000000',
  'apt0',
  'apt-1',
];
const IDS = [
  '123',
  '124',
  '125',
  '126',
  '201',
  '999',
  '0',
  '-1',
  '2147483647',
  '2147483648',
  '999999999999999999',
  '0123',
  '1e3',
  '12.5',
  ' 123',
];
const NUMBERS = [
  45,
  46,
  61,
  89,
  90,
  123,
  201,
  0,
  -1,
  60,
  14_400,
  2 ** 31 - 1,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  2 ** 53,
  1e308,
  0.5,
  -0,
];

/** What somebody sends who wants to see what happens. */
const HOSTILE = [
  ...[
    "' or 1=1 --",
    "'; drop table appointments; --",
    '%',
    '_',
    '\\',
    '"',
    '<script>',
    '{{7*7}}',
    '../../etc/passwd',
    '%00',
    '%2e%2e%2f',
  ],
  ...[
    '\u0000',
    '\ud800',
    '\u202e',
    '🩺',
    'é',
    '\r\nset-cookie: a=b',
    '',
    ' ',
    'null',
    'undefined',
    'NaN',
    'true',
    '[]',
    '__proto__',
    'constructor',
  ],
  ...[
    'apt123\u0000',
    'apt٣',
    'apt123\n',
    'a'.repeat(199),
    'a'.repeat(201),
    '9'.repeat(19),
    '9'.repeat(400),
    `apt${'1'.repeat(18)}`,
  ],
];

export const hostileText = (chance: Chance) => chance.pick(HOSTILE);

/** Of the schema's kind for the most part; else whatever JSON can hold. */
export function valueFor(schema: Schema, chance: Chance): unknown {
  if (chance.isLucky(0.15)) return anything(chance);
  if (schema.anyOf) return valueFor(chance.pick(schema.anyOf), chance);
  if (schema.type === 'object') return objectFor(schema, chance);
  if (schema.type === 'integer' || schema.type === 'number') return chance.pick(NUMBERS);
  if (schema.type === 'boolean') return chance.isLucky(0.5);
  if (schema.type === 'null') return null;
  if (schema.pattern) return chance.pick(IDS);
  return chance.isLucky(0.8) ? chance.pick(NAMES) : hostileText(chance);
}

/** A path's parameter, encoded for the most part. */
export function parameterFor(name: string, chance: Chance) {
  if (chance.isLucky(0.1))
    return chance.pick([
      '%zz',
      '%',
      '%00',
      '%ff',
      '..%2f..%2f',
      'apt123%2f',
      '',
      'apt123;a=b',
      'a'.repeat(5_000),
    ]);
  const text = chance.isLucky(0.15) ? hostileText(chance) : chance.pick(name === 'roomName' ? NAMES : IDS);
  return encodeURIComponent(text.toWellFormed());
}

function objectFor({ properties = {}, required = [] }: Schema, chance: Chance) {
  const body: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties))
    if (chance.isLucky(required.includes(name) ? 0.95 : 0.6)) body[name] = valueFor(schema, chance);
  if (chance.isLucky(0.2))
    body[chance.pick(['orgId', 'mode', 'constructor', 'toString', hostileText(chance)])] = anything(chance);
  return body;
}

function anything(chance: Chance): unknown {
  const plain: unknown[] = [
    null,
    true,
    false,
    [],
    {},
    [[[]]],
    { a: { b: { c: null } } },
    ['apt123'],
    { toString: 'x' },
    { $gt: '' },
    { $ilike: '%' },
  ];
  return chance.isLucky(0.5)
    ? chance.pick(plain)
    : chance.isLucky(0.5)
      ? hostileText(chance)
      : chance.pick(NUMBERS);
}
