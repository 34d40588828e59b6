import {
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { expect, test } from 'vitest';
import { AppointmentStatus } from '../../../../src/appointments/appointment.entity.ts';
import { useClinic } from '../../../support/clinic.ts';
import { schema } from '../../../support/entities.ts';
import type { Answer, Person } from '../../../support/people/person.ts';

const clinic = useClinic();

const fieldOf = ({ errors }: Answer<unknown>) => errors?.[0]?.extensions.field;

const LIST = 'query ($filter: AppointmentFilter) { appointments(filter: $filter) { totalCount } }';
const NOTE = 'mutation ($note: SoapNoteInput!) { saveSoapNote(appointmentId: "123", note: $note) { id } }';
const JOIN =
  'mutation ($id: ID!, $who: String) { joinTelehealth(appointmentId: $id, identity: $who) { token } }';

test.each<[what: string, person: () => Person, query: string, variables: object, field: (string | number)[]]>(
  [
    ['an id that is none', () => clinic.john, '{ appointment(id: "Jane") { id } }', {}, ['id']],
    [
      'an id in a filter',
      () => clinic.john,
      LIST,
      { filter: { providerId: 'Jane' } },
      ['filter', 'providerId'],
    ],
    [
      'too long a page',
      () => clinic.john,
      'query ($size: Int) { appointments(first: $size) { totalCount } }',
      { size: 101 },
      ['first'],
    ],
    ['no cursor', () => clinic.john, '{ appointments(after: "x") { totalCount } }', {}, ['after']],
    [
      'too long a section of a note',
      () => clinic.john,
      NOTE,
      { note: { plan: 'x'.repeat(20_001) } },
      ['note', 'plan'],
    ],
    ['somebody else’s identity', () => clinic.john, JOIN, { id: '123', who: 'patient-90' }, ['identity']],
    ['a visit that is not by video', () => clinic.john, JOIN, { id: '124' }, ['appointmentId']],
    [
      'days in the wrong order',
      () => clinic.admin,
      '{ telehealthMetrics(from: "2026-02-01", to: "2026-01-01") { period } }',
      {},
      ['from'],
    ],
    [
      'a setting that there is not',
      () => clinic.admin,
      'mutation { changeJitsiSetting(key: "jitsi.colour", value: "red") { key } }',
      {},
      ['key'],
    ],
    [
      'a value that a setting cannot have',
      () => clinic.admin,
      'mutation { changeJitsiSetting(key: "jitsi.e2ee", value: "perhaps") { key } }',
      {},
      ['value'],
    ],
  ],
)('a form can mark what is wrong: %s', async (_what, person, query, variables, field) => {
  await clinic.book();
  await clinic.book({ id: 124, visitType: 'In-person' });
  const answer = await person().graphql(query, variables);
  expect(answer).toBeRefused('BAD_USER_INPUT');
  expect(fieldOf(answer)).toEqual(field);
});

test.each<[query: string, variables: object, field: (string | number)[]]>([
  [LIST, { filter: { from: 'Jane' } }, ['filter', 'from']],
  [LIST, { filter: { status: ['SCHEDULED', 'Jane'] } }, ['filter', 'status', 1]],
  [LIST, { filter: { Jane: 1 } }, ['filter']],
  [
    'query ($since: DateTime) { appointments(filter: { from: $since }) { totalCount } }',
    { since: '0000-01-01T00:00:00Z' },
    ['filter', 'from'],
  ],
  ['query ($id: ID!) { appointment(id: $id) { id } }', {}, ['id']],
  ['{ appointments(filter: { from: "0000-01-01T00:00:00Z" }) { totalCount } }', {}, ['filter', 'from']],
  ['{ appointments(filter: { from: "Jane" }) { totalCount } }', {}, ['filter', 'from']],
  ['{ appointments(first: "Jane") { totalCount } }', {}, ['first']],
])('%s with %j: the field is named, not its value', async (query, variables, field) => {
  for (const _again of [1, 2]) {
    const answer = await clinic.john.graphql(query, variables);
    expect(fieldOf(answer)).toEqual(field);
    expect(JSON.stringify(answer)).not.toContain('Jane');
  }
});

test.each([
  [AppointmentStatus.COMPLETED, 'CONFLICT', 'ENDED'],
  [AppointmentStatus.CANCELLED, 'CONFLICT', 'CANCELLED'],
  [AppointmentStatus.NO_SHOW, 'CONFLICT', 'NO_SHOW'],
  ['In-person', 'BAD_USER_INPUT', 'NOT_TELEHEALTH'],
] as const)('who cannot start or join (%s) learns why: %s, %s', async (kind, code, reason) => {
  const booking = kind === 'In-person' ? { visitType: kind } : { status: kind };
  const id = await clinic.book(booking);
  for (const answer of [await clinic.john.start(id), await clinic.john.join(id)]) {
    expect(answer).toBeRefused(code);
    expect(answer.errors?.[0]?.extensions.reason).toBe(reason);
  }
});

test.each([
  ['query ($name: ID = "1") { appointment(id: $name) { id } }', 'id'],
  ['query ($name: String = "Patient") { __type(name: $name) { name } }', 'name'],
])('a variable that may be null is refused where null is none: %s', async (query, argument) => {
  const answer = await clinic.john.graphql(query, { name: null });
  expect(answer).toBeRefused('BAD_USER_INPUT');
  expect(fieldOf(answer)).toEqual([argument]);
});

test('a subscription names the field, too', async () => {
  const client = await clinic.jane.connect();
  const query = 'subscription ($id: ID) { roomReady(appointmentId: $id) { ready } }';
  for (const id of ['Jane', {}]) {
    const told = client.iterate({ query, variables: { id } }).next();
    const errors = await told.then(
      ({ value }) => value?.errors,
      (refused) => refused,
    );
    expect(errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', field: ['appointmentId'] });
  }
  await client.dispose();
});

/** A value that has the type's shape. */
function anyOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return anyOf(type.ofType);
  if (isListType(type)) return [anyOf(type.ofType)];
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type))
        .map((field) => [field.name, anyOf(field.type)]),
    );
  return { Int: 1, Boolean: true, Date: '2026-01-01', DateTime: '2026-01-01T00:00:00Z' }[String(type)] ?? 'x';
}

/** An id in a filter or another input object, one level deep. */
const idsIn = (arg: GraphQLArgument): string[][] => {
  const type = getNamedType(arg.type);
  if (String(type) === 'ID') return [[arg.name]];
  if (!isInputObjectType(type) || isListType(getNullableType(arg.type))) return [];
  return Object.values(type.getFields())
    .filter((field) => String(getNamedType(field.type)) === 'ID')
    .map((field) => [arg.name, field.name]);
};

/** Operations with an id among their arguments. A setting's key is an ID, too, but is no number. */
const withId = ['Query', 'Mutation'].flatMap((root) => {
  const found = schema.getType(root);
  return Object.values(isObjectType(found) ? found.getFields() : {}).flatMap(({ name, args, type }) =>
    args
      .flatMap(idsIn)
      .filter((path) => !path.includes('key'))
      .map((path) => [`${root.toLowerCase()} ${name}`, path.join('.'), { name, args, type }] as const),
  );
});

test.each(withId)('%s names %s if it is no number', async (operation, path, { name, args, type }) => {
  const [outer, inner] = path.split('.');
  const given = args.filter((arg: GraphQLArgument) => isNonNullType(arg.type) || arg.name === outer);
  const sentFor = (arg: GraphQLArgument) => {
    if (arg.name !== outer) return anyOf(arg.type);
    return inner ? { ...(anyOf(arg.type) as object), [inner]: 'Jane' } : 'Jane'; // an input object
  };
  const variables = Object.fromEntries(given.map((arg: GraphQLArgument) => [arg.name, sentFor(arg)]));
  const declared = given.map((arg: GraphQLArgument) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = given.map((arg: GraphQLArgument) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = isLeafType(getNamedType(type)) ? '' : '{ __typename }';
  const query = `${operation.split(' ')[0]} (${declared}) { ${name}(${passed}) ${selection} }`;
  for (const person of [clinic.admin, clinic.john]) {
    const answer = await person.graphql(query, variables);
    expect(answer).toBeRefused('BAD_USER_INPUT');
    expect(fieldOf(answer)).toEqual(path.split('.'));
  }
});
