import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import { KEY } from '../../../support/environments.ts';
import { type Asked, overWebSocket } from '../../../support/operations.ts';
import { slownessOfProcessor } from '../../../support/pace.ts';
import { answeredAlike, INVALID, refusedAlike, repeat } from '../../../support/people/refused-alike.ts';
import { serveWith } from '../../../support/servers/another-server.ts';

const clinic = useClinic();

const production = {
  NODE_ENV: 'production',
  CONFIG_ENCRYPTION_KEY: KEY,
  DRAIN_SECONDS: '0',
};

const NAMED = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }';

const patients = (count: number) => ({
  of: Array.from({ length: count }, (_, id) => ({ __typename: 'Patient', id })),
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

test('a list that says how long it is counts as that, and not as the longest page', async () => {
  const settings = (times: number) => repeat(times, (turn) => `a${turn}: jitsiSettings { key }`);
  await answeredAlike(clinic.admin, { query: `{ ${settings(15)} jitsiSettings { key } }` });
  const days = (times: number) =>
    repeat(times, (turn) => `a${turn}: telehealthMetrics(from: "2026-01-01", to: "2026-01-02") { period }`);
  await answeredAlike(clinic.admin, { query: `{ ${days(15)} }` });
  const more = { query: `{ ${days(15)} jitsiSettings { key } }` };
  expect(await refusedAlike(clinic.admin, more, INVALID)).toContain('more than 1500 rows');
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
