import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import { useClinic } from '../../../support/clinic.ts';
import { slowness } from '../../../support/pace.ts';
import type { Person } from '../../../support/people/person.ts';

const clinic = useClinic();

/** A socket spoken to message by message, as PROTOCOL.md of graphql-ws has them. */
async function open(options: { who?: Person; origin?: string } = {}) {
  const socket = new WebSocket(
    `${clinic.url.replace('http', 'ws')}/graphql`,
    'graphql-transport-ws',
    options.origin ? { origin: options.origin } : {},
  );
  onTestFinished(() => socket.terminate());
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
  return {
    socket,
    send,
    next,
    closed: () => once(socket, 'close').then(([code, reason]) => [code, String(reason)]),
  };
}

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

test('completing a subscription ends it: what happens later is not sent', async () => {
  await clinic.book();
  const { send, next, socket } = await open({ who: clinic.jane });
  send({
    id: '1',
    type: 'subscribe',
    payload: { query: 'subscription { roomReady(appointmentId: "123") { ready } }' },
  });
  await next();
  send({ id: '1', type: 'complete' });
  await clinic.john.start('123');
  send({ id: '2', type: 'subscribe', payload: { query: '{ viewer { id } }' } });
  expect(await next()).toMatchObject({ id: '2' });
  socket.close();
});

const WAIT =
  'subscription { roomReady(appointmentId: "123") { ready reason appointment { patientWaitingSince } } }';

/** Someone who listens to the appointment, and has heard how things are. */
async function listen(who: Person, id = '1', query = WAIT) {
  const connection = await open({ who });
  connection.send({ id, type: 'subscribe', payload: { query } });
  await connection.next();
  return connection;
}

test('who listens several times over hears the same under each of their own ids, read once for all of them', async () => {
  await clinic.book();
  // Each of the same token, as a browser's tabs are.
  const token = await clinic.jane.token();
  const tabs = Object.assign(Object.create(clinic.jane), { token: async () => token });
  const listening = await Promise.all(['a', 'b', 'c'].map((id) => listen(tabs, id)));
  const twice = listening[0];
  twice?.send({ id: 'd', type: 'subscribe', payload: { query: WAIT } });
  await twice?.next();

  const sent = vi.spyOn(clinic.database.db.driver, 'send');
  onTestFinished(() => sent.mockRestore());
  await clinic.john.start('123');
  const heard = await Promise.all([...listening, ...(twice ? [twice] : [])].map(({ next }) => next()));
  expect(heard.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd']);
  for (const { payload } of heard)
    expect(payload).toMatchObject({ data: { roomReady: { reason: 'STARTED' } } });
  const looks = sent.mock.calls
    .flatMap(([, statements]) => statements)
    .filter(({ text }) => /join "telehealth_sessions"/.test(text));
  expect(looks).toHaveLength(1);
});

test('two who see with different eyes are each answered for themselves, though they ask for the same of the same event', async () => {
  await clinic.book();
  const johns = await listen(clinic.john);
  const janes = await listen(clinic.jane);
  const arrival = await johns.next();
  expect(arrival).toMatchObject({
    payload: { data: { roomReady: { appointment: { patientWaitingSince: expect.any(String) } } } },
  });

  await clinic.john.start('123');
  const [toJohn, toJane] = [await johns.next(), await janes.next()];
  expect(toJohn).toMatchObject({
    payload: {
      data: { roomReady: { ready: true, appointment: { patientWaitingSince: expect.any(String) } } },
    },
  });
  expect(toJane).toMatchObject({
    payload: { data: { roomReady: { ready: true, appointment: { patientWaitingSince: null } } } },
  });
});

test('those who ask for different things of the same event are each told what they asked for', async () => {
  await clinic.book();
  const all = await listen(clinic.jane);
  const little = await listen(clinic.jane, '1', 'subscription { roomReady(appointmentId: "123") { ready } }');
  await clinic.john.start('123');
  expect(await little.next()).toMatchObject({ payload: { data: { roomReady: { ready: true } } } });
  expect((await all.next()).payload).toMatchObject({
    data: { roomReady: { reason: 'STARTED', appointment: { patientWaitingSince: null } } },
  });
});

test('thirty who wait need no timer each', async () => {
  await clinic.book();
  await listen(clinic.jane);
  const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  const before = timers();
  await Promise.all(Array.from({ length: 30 }, () => listen(clinic.jane)));
  expect(timers() - before).toBeLessThan(10);
});
