import { expect, test } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import { slowness } from '../../../support/pace.ts';
import { graphqlSocketOf } from '../../../support/people/graphql-socket.ts';

const clinic = useClinic();
const { open } = graphqlSocketOf(clinic);

test('queries and mutations work over the socket as over HTTP, and are on record under this door', async () => {
  await clinic.book();
  const { send, next, socket } = await open({ who: clinic.john });
  send({
    id: '1',
    type: 'subscribe',
    payload: { query: 'mutation { startTelehealthSession(appointmentId: "123") { session { status } } }' },
  });
  expect(await next()).toEqual({
    id: '1',
    type: 'next',
    payload: { data: { startTelehealthSession: { session: { status: 'READY' } } } },
  });
  expect(await next()).toEqual({ id: '1', type: 'complete' });
  expect(await clinic.auditLog()).toMatchObject([{ door: 'graphql-ws', allowed: true }]);
  socket.close();
});

test('refusals carry the same codes as over HTTP', async () => {
  await clinic.book();
  const { send, next, socket } = await open({ who: clinic.jane });
  send({
    id: '1',
    type: 'subscribe',
    payload: { query: 'mutation { startTelehealthSession(appointmentId: "123") { session { status } } }' },
  });
  expect(await next()).toMatchObject({
    id: '1',
    type: 'next',
    payload: { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] },
  });
  socket.close();
});

test.each([
  ['a syntax error', '{ viewer { id ', 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', '{ secrets }', 'GRAPHQL_VALIDATION_FAILED'],
  [
    'a variable of the wrong kind',
    'query ($first: Int) { appointments(first: $first) { totalCount } }',
    'BAD_USER_INPUT',
  ],
])('%s answers that operation and leaves the socket open', async (_what, query, code) => {
  const { send, next, socket } = await open({ who: clinic.jane });
  send({ id: '1', type: 'subscribe', payload: { query, variables: { first: 'many' } } });
  const answer = await next();
  const errors = (
    answer.type === 'error' ? answer.payload : (answer.payload as { errors: unknown }).errors
  ) as {
    extensions: { code: string };
  }[];
  expect(errors[0]?.extensions.code).toBe(code);
  if (answer.type === 'next') await next();
  send({ id: '2', type: 'subscribe', payload: { query: '{ viewer { id } }' } });
  expect(await next()).toEqual({
    id: '2',
    type: 'next',
    payload: { data: { viewer: { id: 'patient-89' } } },
  });
  socket.close();
});

test('a socket without a token, or with a bad one, is closed with 4403', async () => {
  for (const payload of [undefined, {}, { authorization: 'Bearer abc' }]) {
    const { send, closed } = await open();
    send({ type: 'connection_init', payload });
    expect(await closed()).toEqual([4403, 'Forbidden']);
  }
});

test("a subscription ends when its caller's token does, at most five seconds after", async () => {
  await clinic.book();
  const exp = Math.floor(Date.now() / 1000) + 6;
  const shortly = clinic.person({ role: 'PATIENT', org_id: 1, patient_id: 89, exp });
  const { send, next, closed } = await open({ who: shortly });
  send({
    id: '1',
    type: 'subscribe',
    payload: { query: 'subscription { roomReady(appointmentId: "123") { ready } }' },
  });
  expect(await next()).toMatchObject({ type: 'next', payload: { data: { roomReady: { ready: false } } } });
  expect(await closed()).toEqual([4403, 'Token expired']);
  const late = Date.now() / 1000 - exp;
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(5 * slowness());
});

test('a page of another origin may not connect, one of our own may', async () => {
  await expect(open({ origin: 'https://evil.example.org' })).rejects.toThrow('403');
  await expect(open({ origin: 'null' })).rejects.toThrow('403');
  const { socket } = await open({ origin: clinic.url });
  socket.close();
});
