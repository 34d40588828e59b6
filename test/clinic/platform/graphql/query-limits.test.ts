import { readFileSync } from 'node:fs';
import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import { overHttp, overWebSocket } from '../../../support/operations.ts';
import { answeredAlike, INVALID, refusedAlike, repeat } from '../../../support/people/refused-alike.ts';

const clinic = useClinic();

const manifest = JSON.parse(readFileSync('schema/trusted-documents.json', 'utf8')) as Record<string, string>;

const doors = [
  ['HTTP', overHttp],
  ['WebSocket', overWebSocket],
] as const;

/** So many fields, each in the one before. */
const nested = (depth: number, field = 'appointment(id: "123")'): string =>
  depth === 1
    ? 'id'
    : `${field} { ${nested(depth - 1, field.startsWith('appointment') ? 'session' : 'appointment')} }`;

const PAGE = '{ nodes { patient { id } provider { id } session { id } } }';

/** 402 rows at most. */
const pageOf = (first: string) => `appointments(first: ${first}) ${PAGE}`;

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

test('two of our clients’ longest pages can be asked for at once', async () => {
  const longest =
    Object.values(manifest).find(
      (text) => text.includes('fragment AppointmentCard') && text.startsWith('query Appointments'),
    ) ?? '';
  const card = longest.slice(longest.indexOf('fragment'));
  const page = (turn: number) =>
    `page${turn}: appointments(first: 100) { nodes { ...AppointmentCard } pageInfo { hasNextPage endCursor } totalCount }`;
  await answeredAlike(clinic.jane, {
    query: `query ($ofStaff: Boolean = true) { ${repeat(2, page)} } ${card}`,
  });
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
