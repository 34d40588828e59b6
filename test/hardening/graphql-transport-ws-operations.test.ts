import { expect, test } from 'vitest';
import { useClinic } from '../support/clinic.ts';
import { JANE, transportWsOf, VIEWER, WAIT } from '../support/people/transport-ws.ts';

const clinic = useClinic();
const { open, enter, wait } = transportWsOf(clinic);

test('thirty-two operations interleave on one socket, each under its own id', async () => {
  await clinic.book();
  const { subscribe, next } = await enter();
  const ids = Array.from({ length: 31 }, (_, index) => `wait-${index}`);
  for (const id of ids) subscribe(id, WAIT);
  const first = await Promise.all(ids.map(next));
  expect(first.map(({ id }) => id).sort()).toEqual([...ids].sort());

  subscribe('query', VIEWER);
  expect([await next(), await next()]).toEqual([
    { id: 'query', type: 'next', payload: JANE },
    { id: 'query', type: 'complete' },
  ]);
  await clinic.john.start('123');
  const then = await Promise.all(ids.map(next));
  expect(then.map(({ id }) => id).sort()).toEqual([...ids].sort());
  for (const { payload } of then) expect(payload).toEqual({ data: { roomReady: { ready: true } } });
});

test('operationName and variables pick and fill the operation, null counts as none', async () => {
  await clinic.book();
  const { subscribe, next } = await enter();
  const query = 'query One { viewer { id } } query Two($id: ID!) { appointment(id: $id) { id } }';
  subscribe('1', query, { operationName: 'Two', variables: { id: '123' }, extensions: null });
  expect(await next()).toEqual({ id: '1', type: 'next', payload: { data: { appointment: { id: '123' } } } });
  await next();
  subscribe('2', VIEWER, { operationName: null, variables: null });
  expect(await next()).toEqual({ id: '2', type: 'next', payload: JANE });
});

// Error

test.each([
  ['cannot be parsed', '{ viewer { id '],
  ['is empty', ''],
  ['is not valid', '{ secrets }'],
  ['names no operation that there is', 'query One { viewer { id } } query Two { viewer { name } }'],
])(
  'an operation that %s is answered by Error and nothing after it, and the socket goes on',
  async (_what, query) => {
    const { subscribe, next, untilPong } = await enter();
    subscribe('1', query);
    const payload = [
      expect.objectContaining({
        message: expect.any(String),
        extensions: { code: expect.stringMatching(/^[A-Z_]+$/) },
      }),
    ];
    expect(await next()).toEqual({ id: '1', type: 'error', payload });
    expect(await untilPong()).toEqual([]);
    subscribe('1', VIEWER);
    expect(await next()).toEqual({ id: '1', type: 'next', payload: JANE });
  },
);

// Complete

test('after Complete nothing more of that operation is sent, not even a Complete', async () => {
  const { subscribe, send, next, untilPong } = await wait();
  subscribe('2', WAIT);
  await next();
  send({ id: '1', type: 'complete' });
  await clinic.john.start('123');
  expect(await next()).toMatchObject({ id: '2', payload: { data: { roomReady: { ready: true } } } });
  expect(await untilPong()).toEqual([]);
});

test('Complete before a single result is there keeps it from being sent', async () => {
  const { subscribe, send, next } = await enter();
  subscribe('1', VIEWER);
  send({ id: '1', type: 'complete' });
  subscribe('2', VIEWER);
  expect(await next()).toMatchObject({ id: '2', type: 'next' });
});

test('Complete for an id that is not known, or not any more, is ignored', async () => {
  const { subscribe, send, next, untilPong } = await enter();
  send({ id: 'never', type: 'complete' });
  subscribe('1', VIEWER);
  await next();
  await next();
  send({ id: '1', type: 'complete' });
  send({ id: '1', type: 'complete' });
  expect(await untilPong()).toEqual([]);
});

// Invalid message

test.each([
  ['no JSON', 'hello'],
  ['an empty text', ''],
  ['half a message', '{"type":"ping"'],
  ['null', 'null'],
  ['a number', '1'],
  ['a list', '[{"type":"ping"}]'],
  ['no type', '{}'],
  ['a type that is a number', '{"type":1}'],
  ['a type that is not known', '{"type":"start"}'],
  ['a type in capitals', '{"type":"PING"}'],
  ['a name that every object has', '{"type":"constructor"}'],
  ['what only a server says: connection_ack', '{"type":"connection_ack"}'],
  ['what only a server says: next', '{"type":"next","id":"1","payload":{}}'],
  ['what only a server says: error', '{"type":"error","id":"1","payload":[{"message":"no"}]}'],
  ['a Ping whose payload is a text', '{"type":"ping","payload":"now"}'],
  ['a Ping whose payload is a list', '{"type":"ping","payload":[]}'],
  ['a ConnectionInit whose payload is a text', '{"type":"connection_init","payload":"token"}'],
  ['a Subscribe without an id', '{"type":"subscribe","payload":{"query":"{ viewer { id } }"}}'],
  ['a Subscribe with an empty id', '{"type":"subscribe","id":"","payload":{"query":"{ viewer { id } }"}}'],
  ['a Subscribe whose id is a number', '{"type":"subscribe","id":1,"payload":{"query":"{ viewer { id } }"}}'],
  ['a Subscribe without a payload', '{"type":"subscribe","id":"1"}'],
  ['a Subscribe without a query', '{"type":"subscribe","id":"1","payload":{}}'],
  ['a Subscribe whose query is an object', '{"type":"subscribe","id":"1","payload":{"query":{}}}'],
  [
    'a Subscribe whose variables are a list',
    '{"type":"subscribe","id":"1","payload":{"query":"{ viewer { id } }","variables":[]}}',
  ],
  [
    'a Subscribe whose operationName is a list',
    '{"type":"subscribe","id":"1","payload":{"query":"{ viewer { id } }","operationName":[]}}',
  ],
  [
    'a Subscribe whose extensions are a text',
    '{"type":"subscribe","id":"1","payload":{"query":"{ viewer { id } }","extensions":"x"}}',
  ],
  ['a Complete without an id', '{"type":"complete"}'],
  ['a Complete with an empty id', '{"type":"complete","id":""}'],
])('%s closes with 4400', async (_what, text) => {
  const { send, closed } = await enter();
  send(text);
  expect(await closed()).toEqual([4400, 'Invalid message received']);
});

test('a binary frame closes with 4400, whatever is in it', async () => {
  const { socket, closed } = await enter();
  socket.send(Buffer.from('{"type":"ping"}'));
  expect(await closed()).toEqual([4400, 'Invalid message received']);
});

test('a text that is not UTF-8 closes with 1007, as RFC 6455 has it', async () => {
  const { socket, closed } = await enter();
  socket.send(Buffer.from([0x22, 0xff, 0xfe, 0x22]), { binary: false });
  expect((await closed())[0]).toBe(1007);
});

test('a message in several frames is one message', async () => {
  const { socket, next } = await enter();
  for (const [part, fin] of [
    ['{"type":', false],
    ['"ping"', false],
    ['}', true],
  ] as const)
    socket.send(part, { fin });
  expect(await next()).toEqual({ type: 'pong' });
});

test('what is sent after a goodbye is not done', async () => {
  await clinic.book();
  const { send, subscribe, closed } = await open({ who: clinic.john });
  send('hello');
  subscribe('1', 'mutation { startTelehealthSession(appointmentId: "123") { session { id } } }');
  expect((await closed())[0]).toBe(4400);
  expect(await clinic.auditLog()).toEqual([]);
});

test('after 1000 from the client nothing is left of its subscriptions', async () => {
  const { socket, closed } = await wait();
  socket.close(1000, 'Normal Closure');
  expect(await closed()).toEqual([1000, 'Normal Closure']);
});
