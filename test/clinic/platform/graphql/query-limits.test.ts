import { readFileSync } from 'node:fs';
import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import { type Asked, overHttp, overWebSocket } from '../../../support/operations.ts';
import { slownessOfProcessor } from '../../../support/pace.ts';
import type { Person } from '../../../support/people/person.ts';
import { serveWith } from '../../../support/servers/another-server.ts';

const clinic = useClinic();

const manifest = JSON.parse(readFileSync('schema/trusted-documents.json', 'utf8')) as Record<string, string>;
const INVALID = 'GRAPHQL_VALIDATION_FAILED';
const production = {
  NODE_ENV: 'production',
  CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64url'),
  DRAIN_SECONDS: '0',
};

const doors = [
  ['HTTP', overHttp],
  ['WebSocket', overWebSocket],
] as const;

/** Refused through both doors in the same words, and with a status that is the caller's. Returns these words. */
async function refusedAlike(who: Person, asked: Asked, code: string) {
  const { status, ...answer } = await who.post(asked);
  expect([status, answer.data ?? null]).toEqual([400, null]);
  expect(answer).toBeRefused(code);
  const overSocket = await overWebSocket(who, asked);
  expect(overSocket.errors).toEqual(answer.errors);
  return answer.errors?.[0]?.message;
}

async function answeredAlike(who: Person, asked: Asked) {
  const [overTheOne, overTheOther] = [await overHttp(who, asked), await overWebSocket(who, asked)];
  expect([overTheOne.errors, overTheOther.errors]).toEqual([undefined, undefined]);
  expect(overTheOther.data).toEqual(overTheOne.data);
}

const repeat = (times: number, text: (turn: number) => string) =>
  Array.from({ length: times }, (_, turn) => text(turn)).join(' ');

/** So many fields, each in the one before. */
const nested = (depth: number, field = 'appointment(id: "123")'): string =>
  depth === 1
    ? 'id'
    : `${field} { ${nested(depth - 1, field.startsWith('appointment') ? 'session' : 'appointment')} }`;

const PAGE = '{ nodes { patient { id } provider { id } session { id } } }';
/** 402 rows at most. */
const pageOf = (first: string) => `appointments(first: ${first}) ${PAGE}`;
const NAMED = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }';
const patients = (count: number) => ({
  of: Array.from({ length: count }, (_, id) => ({ __typename: 'Patient', id })),
});

test.each(doors)(
  'over %s no operation of our clients is refused for what it asks for',
  async (_door, ask) => {
    for (const query of Object.values(manifest).filter((text) => !text.startsWith('subscription'))) {
      const codes =
        (await ask(clinic.jane, { query })).errors?.map(({ extensions }) => extensions.code) ?? [];
      expect(codes).not.toContain(INVALID);
    }
  },
);

test('three of our clients’ longest pages can be asked for at once', async () => {
  const longest =
    Object.values(manifest).find(
      (text) => text.includes('fragment AppointmentCard') && text.startsWith('query Appointments'),
    ) ?? '';
  const card = longest.slice(longest.indexOf('fragment'));
  const page = (turn: number) =>
    `page${turn}: appointments(first: 100) { nodes { ...AppointmentCard } pageInfo { hasNextPage endCursor } totalCount }`;
  await answeredAlike(clinic.jane, { query: `{ ${repeat(3, page)} } ${card}` });
});

test('fields are nested eight deep, not nine, whether written or spread', async () => {
  await clinic.book();
  await answeredAlike(clinic.jane, { query: `{ ${nested(8)} }` });
  const tooDeep = 'Fields may be nested 8 deep, and these are 9';
  expect(await refusedAlike(clinic.jane, { query: `{ ${nested(9)} }` }, INVALID)).toBe(tooDeep);
  const spread = `{ appointment(id: "123") { ...A } } fragment A on Appointment { session { ...B } } fragment B on TelehealthSession { ${nested(7, 'appointment')} }`;
  expect(await refusedAlike(clinic.jane, { query: spread }, INVALID)).toBe(tooDeep);
});

test('development tools may ask for the whole schema', async () => {
  await answeredAlike(clinic.jane, { query: getIntrospectionQuery() });
});

test('an operation has fifteen aliases, not sixteen, those of a fragment counted wherever it is spread', async () => {
  const aliases = (count: number) => `{ viewer { ${repeat(count, (turn) => `a${turn}: id`)} } }`;
  await answeredAlike(clinic.jane, { query: aliases(15) });
  const message = await refusedAlike(clinic.jane, { query: aliases(16) }, INVALID);
  const spread = (times: number) =>
    `{ viewer { ${repeat(times, () => '...A')} } } fragment A on Viewer { a: id organization { ...B ...B } } fragment B on Organization { b: id c: id }`;
  await answeredAlike(clinic.jane, { query: spread(3) });
  expect(await refusedAlike(clinic.jane, { query: spread(4) }, INVALID)).toBe(message);
});

test('an operation has thirty directives, and no field the same one twice', async () => {
  const directives = (count: number) => `{ viewer { ${repeat(count, () => 'id @include(if: true)')} } }`;
  await answeredAlike(clinic.jane, { query: directives(30) });
  expect(await refusedAlike(clinic.jane, { query: directives(31) }, INVALID)).toContain('30 directives');
  const repeated = '{ viewer { id @include(if: true) @include(if: true) } }';
  expect(await refusedAlike(clinic.jane, { query: repeated }, INVALID)).toContain('once');
  const unknown = `{ viewer { id ${repeat(400, () => '@again')} } }`;
  expect(await refusedAlike(clinic.jane, { query: unknown }, INVALID)).toContain('30 directives');
});

test('an operation has a thousand fields, those of a fragment counted wherever it is spread', async () => {
  const fields = (spreads: number) =>
    `{ appointments { nodes { ${repeat(spreads, () => '...A')} } } } fragment A on Appointment { ${repeat(3, () => '...B')} } fragment B on Appointment { ${repeat(16, () => 'id')} }`;
  await answeredAlike(clinic.jane, { query: fields(20) });
  expect(await refusedAlike(clinic.jane, { query: fields(21) }, INVALID)).toContain('1000 fields');
});

test('a document has a thousand tokens, not more', async () => {
  // There are sixteen around these.
  const query = (tokens: number) =>
    `{ appointments(filter: { status: [${repeat(tokens - 16, () => 'SCHEDULED')}] }) { totalCount } }`;
  await answeredAlike(clinic.jane, { query: query(1_000) });
  expect(await refusedAlike(clinic.jane, { query: query(1_001) }, 'GRAPHQL_PARSE_FAILED')).toContain(
    '1000 tokens',
  );
});

test('one long page is answered, several at once are refused, by whichever name and however their length is said', async () => {
  await answeredAlike(clinic.jane, { query: `{ ${pageOf('100')} }` });
  await answeredAlike(clinic.jane, { query: `{ ${repeat(8, (turn) => `a${turn}: ${pageOf('10')}`)} }` });
  await answeredAlike(clinic.jane, { query: `{ ${repeat(8, (turn) => `a${turn}: appointments ${PAGE}`)} }` });
  const tooMany = [
    { query: `{ ${repeat(4, (turn) => `a${turn}: ${pageOf('100')}`)} }` },
    {
      query: `query ($first: Int) { ${repeat(4, (turn) => `a${turn}: ${pageOf('$first')}`)} }`,
      variables: { first: 1 },
    },
    { query: `query ($first: Int = 1) { ${repeat(4, (turn) => `a${turn}: ${pageOf('$first')}`)} }` },
    { query: `{ minus: ${pageOf('-100')} ${repeat(4, (turn) => `a${turn}: ${pageOf('100')}`)} }` },
    { query: `{ ${repeat(15, (turn) => `a${turn}: appointments(first: 100) { edges { node { id } } }`)} }` },
    {
      query: `{ ...A ...B } fragment A on Query { ...B a: ${pageOf('100')} } fragment B on Query { b: ${pageOf('100')} c: ${pageOf('100')} }`,
    },
  ];
  for (const asked of tooMany)
    expect(await refusedAlike(clinic.jane, asked, INVALID)).toContain('more than 1500 rows');
});

test('as many entities may be named as rows be answered, by whichever name and however deep below each', async () => {
  await answeredAlike(clinic.jane, { query: NAMED, variables: patients(1_500) });
  const aliased = `query ($of: [_Any!]!) { ${repeat(15, (turn) => `a${turn}: _entities(representations: $of) { __typename }`)} }`;
  const below =
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Appointment { patient { id } session { appointment { id } } } ... on Patient { id } } }';
  await answeredAlike(clinic.jane, { query: aliased, variables: patients(100) });
  await answeredAlike(clinic.jane, { query: below, variables: patients(375) });
  for (const asked of [
    { query: NAMED, variables: patients(1_501) },
    { query: aliased, variables: patients(101) },
    { query: below, variables: patients(376) },
  ])
    expect(await refusedAlike(clinic.jane, asked, 'BAD_USER_INPUT')).toContain('more than 1500 rows');
});

/** Each of them multiplies to more than could ever be looked at. */
const hostile = {
  'fragments that double sixty times': `{ viewer { ...F0 } } ${repeat(60, (turn) => `fragment F${turn} on Viewer { ${turn < 59 ? `...F${turn + 1} ...F${turn + 1}` : 'id'} }`)}`,
  'fragments of a list that double sixty times': `{ appointments { nodes { ...F0 } } } ${repeat(60, (turn) => `fragment F${turn} on Appointment { ${turn < 59 ? `...F${turn + 1} ...F${turn + 1}` : 'id'} }`)}`,
  'fragments that double and nest': `{ appointment(id: "1") { ...F0 } } ${repeat(25, (turn) => `fragment F${turn} on Appointment { ${turn < 24 ? repeat(2, () => `session { appointment { ...F${turn + 1} } }`) : 'id'} }`)}`,
  'fragments that spread each other':
    '{ viewer { ...A } } fragment A on Viewer { ...B ...B } fragment B on Viewer { ...A ...A }',
  'names that every object of JavaScript has': '{ viewer { ...toString ...constructor } hasOwnProperty }',
  'a field nested as deep as a document is long': `{ ${repeat(490, () => 'a {')} id ${repeat(490, () => '}')} }`,
  'as many aliases as a document has room for': `{ ${repeat(240, (turn) => `a${turn}: jitsiFindings`)} }`,
  'as many unknown fields as a document has room for': `{ ${repeat(990, (turn) => `viewer${turn}`)} }`,
  'a text that is far too long': `{ viewer { ${repeat(12_000, () => 'id')} } }`,
};

test.each(Object.entries(hostile))('%s: refused within 50 ms of the processor', async (_what, query) => {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${await clinic.jane.token()}`,
  };
  const took: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const before = process.threadCpuUsage();
    const answer = await fetch(`${clinic.url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    });
    await answer.text();
    const { user, system } = process.threadCpuUsage(before);
    took.push((user + system) / 1000);
    expect(answer.status).toBe(400);
  }
  // Asking included, which happens in this process. The best of them: the first are not compiled yet, and garbage comes when it comes.
  expect(Math.min(...took)).toBeLessThan(50 * slownessOfProcessor());
  const codes = new Set(
    (await overWebSocket(clinic.jane, { query })).errors?.map(({ extensions }) => extensions.code),
  );
  expect(codes.size).toBe(1);
  expect([INVALID, 'GRAPHQL_PARSE_FAILED']).toContain([...codes][0]);
});

test('whatever is refused on a socket, what else goes on there goes on', async () => {
  await clinic.book();
  const client = await clinic.jane.connect();
  const waiting = client.iterate<{ roomReady: { ready: boolean } }>({
    query: 'subscription { roomReady { ready } }',
  });
  expect((await waiting.next()).value?.data).toEqual({ roomReady: { ready: false } });
  for (const query of ['{ viewer { id ', ...Object.values(hostile)])
    await expect(client.iterate({ query }).next()).rejects.toBeInstanceOf(Array);
  await clinic.john.start('123');
  expect((await waiting.next()).value?.data).toEqual({ roomReady: { ready: true } });
  await client.dispose();
});

test('several operations in one body are refused, and none is done', async () => {
  await clinic.book();
  const start = { query: 'mutation { startTelehealthSession(appointmentId: "123") { session { id } } }' };
  for (const batch of [[start], [start, start], []])
    expect(await clinic.john.post(batch)).toMatchObject({ status: 400, errors: [{}] });
  expect(await clinic.auditLog()).toEqual([]);
});

test('in production neither door describes the schema, whatever is asked of it', async () => {
  const { jane } = await serveWith(clinic, production);
  for (const query of [
    getIntrospectionQuery(),
    '{ __type(name: "Viewer") { fields { name } } }',
    '{ ...A } fragment A on Query { __schema { types { name } } }',
  ])
    expect(await refusedAlike(jane, { query }, INVALID)).toContain('introspection is off');
  await answeredAlike(jane, { query: '{ viewer { __typename id } }' });
});

const nearly: Record<string, [Asked, string]> = {
  'a field': [{ query: '{ viewer { nam } }' }, INVALID],
  'an argument': [{ query: '{ appointments(frst: 1) { totalCount } }' }, INVALID],
  'a type': [{ query: '{ viewer { ... on Viewr { id } } }' }, INVALID],
  'an input field': [{ query: '{ appointments(filter: { statu: [SCHEDULED] }) { totalCount } }' }, INVALID],
  'a value': [{ query: '{ appointments(filter: { status: [SCHEDULD] }) { totalCount } }' }, INVALID],
  'an input field in a variable': [
    {
      query: 'query ($filter: AppointmentFilter) { appointments(filter: $filter) { totalCount } }',
      variables: { filter: { statu: [] } },
    },
    'BAD_USER_INPUT',
  ],
  'a value in a variable': [
    {
      query: 'query ($of: [AppointmentStatus!]) { appointments(filter: { status: $of }) { totalCount } }',
      variables: { of: ['SCHEDULD'] },
    },
    'BAD_USER_INPUT',
  ],
};

test.each(Object.entries(nearly))(
  'in production nobody who gets %s nearly right is told what it is called',
  async (_what, [asked, code]) => {
    // Of variables nobody is told more than what they must be, in production or not: the values are patients'.
    if (code === INVALID)
      expect((await clinic.jane.post(asked)).errors?.[0]?.message).toContain('Did you mean');
    const { jane } = await serveWith(clinic, production);
    // What is asked again is answered in another way, once it is known what the client accepts.
    await answeredAlike(jane, { query: '{ viewer { id } }' });
    for (let turn = 0; turn < 2; turn++)
      expect(await refusedAlike(jane, asked, code)).not.toMatch(/did you mean|suggest/i);
  },
);
