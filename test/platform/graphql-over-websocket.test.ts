import { once } from 'node:events';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { useClinic } from '../support/clinic.ts';
import type { Person } from '../support/person.ts';

const clinic = useClinic();

/** A socket spoken to message by message, as PROTOCOL.md of graphql-ws has them. */
async function open(options: { who?: Person; origin?: string } = {}) {
  const socket = new WebSocket(
    `${clinic.url.replace('http', 'ws')}/graphql`,
    'graphql-transport-ws',
    options.origin ? { origin: options.origin } : {},
  );
  const inbox: Record<string, unknown>[] = [];
  const waiting: ((message: Record<string, unknown>) => void)[] = [];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    const next = waiting.shift();
    if (next) next(message);
    else inbox.push(message);
  });
  await once(socket, 'open');
  const send = (message: object) => socket.send(JSON.stringify(message));
  const next = () =>
    new Promise<Record<string, unknown>>((resolve) => {
      const message = inbox.shift();
      if (message) resolve(message);
      else waiting.push(resolve);
    });
  if (options.who) {
    const token = await options.who.token();
    send({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } });
    expect(await next()).toEqual({ type: 'connection_ack' });
  }
  return { socket, send, next, closed: () => once(socket, 'close').then(([code, reason]) => [code, String(reason)]) };
}

test('queries and mutations work over the socket as over HTTP, and are on record under this door', async () => {
  await clinic.book();
  const { send, next, socket } = await open({ who: clinic.john });
  send({
    id: '1',
    type: 'subscribe',
    payload: { query: 'mutation { startTelehealthSession(appointmentId: "123") { session { status } } }' },
  });
  expect(await next()).toEqual({ id: '1', type: 'next', payload: { data: { startTelehealthSession: { session: { status: 'READY' } } } } });
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
  expect(await next()).toMatchObject({ id: '1', type: 'next', payload: { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] } });
  socket.close();
});

test.each([
  ['a syntax error', '{ viewer { id ', 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', '{ secrets }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a variable of the wrong kind', 'query ($first: Int) { appointments(first: $first) { totalCount } }', 'BAD_USER_INPUT'],
])('%s answers that operation and leaves the socket open', async (_what, query, code) => {
  const { send, next, socket } = await open({ who: clinic.jane });
  send({ id: '1', type: 'subscribe', payload: { query, variables: { first: 'many' } } });
  const answer = await next();
  const errors = (answer.type === 'error' ? answer.payload : (answer.payload as { errors: unknown }).errors) as {
    extensions: { code: string };
  }[];
  expect(errors[0]?.extensions.code).toBe(code);
  if (answer.type === 'next') await next();
  send({ id: '2', type: 'subscribe', payload: { query: '{ viewer { id } }' } });
  expect(await next()).toEqual({ id: '2', type: 'next', payload: { data: { viewer: { id: 'patient-89' } } } });
  socket.close();
});

test('a socket without a token, or with a bad one, is closed with 4403', async () => {
  for (const payload of [undefined, {}, { authorization: 'Bearer abc' }]) {
    const { send, closed } = await open();
    send({ type: 'connection_init', payload });
    expect(await closed()).toEqual([4403, 'Forbidden']);
  }
});

test("a subscription ends when its caller's token does", async () => {
  await clinic.book();
  const shortly = clinic.person({ role: 'PATIENT', org_id: 1, patient_id: 89, exp: Math.floor(Date.now() / 1000) + 2 });
  const { send, next, closed } = await open({ who: shortly });
  send({ id: '1', type: 'subscribe', payload: { query: 'subscription { roomReady(appointmentId: "123") { ready } }' } });
  expect(await next()).toMatchObject({ type: 'next', payload: { data: { roomReady: { ready: false } } } });
  expect(await closed()).toEqual([4403, 'Token expired']);
});

test('a page of another origin may not connect, one of our own may', async () => {
  await expect(open({ origin: 'https://evil.example.org' })).rejects.toThrow('403');
  await expect(open({ origin: 'null' })).rejects.toThrow('403');
  const { socket } = await open({ origin: clinic.url });
  socket.close();
});

test('completing a subscription ends it: what happens later is not sent', async () => {
  await clinic.book();
  const { send, next, socket } = await open({ who: clinic.jane });
  send({ id: '1', type: 'subscribe', payload: { query: 'subscription { roomReady(appointmentId: "123") { ready } }' } });
  await next();
  send({ id: '1', type: 'complete' });
  await clinic.john.start('123');
  send({ id: '2', type: 'subscribe', payload: { query: '{ viewer { id } }' } });
  expect(await next()).toMatchObject({ id: '2' });
  socket.close();
});
