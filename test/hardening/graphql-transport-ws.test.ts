import { expect, test } from 'vitest';
import { useClinic } from '../support/clinic.ts';
import { slowness } from '../support/pace.ts';
import { introduce, openSocket } from '../support/people/raw-socket.ts';

// The protocol as https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md has it, message by message. Test names quote its headings.

const clinic = useClinic();

const VIEWER = '{ viewer { id } }';
const WAIT = 'subscription { roomReady(appointmentId: "123") { ready } }';
const JANE = { data: { viewer: { id: 'patient-89' } } };

const open = (options = {}) => openSocket(clinic.url, options);
const enter = () => open({ who: clinic.jane });

/** Someone who waits for the visit, and has heard how things are. */
async function wait(id = '1') {
  await clinic.book();
  const connection = await enter();
  connection.subscribe(id, WAIT);
  expect(await connection.next()).toEqual({
    id,
    type: 'next',
    payload: { data: { roomReady: { ready: false } } },
  });
  return connection;
}

// The subprotocol

test.each([
  ['alone', ['graphql-transport-ws']],
  ['first among others', ['graphql-transport-ws', 'graphql-ws']],
  ['last among others', ['mqtt', 'graphql-ws', 'graphql-transport-ws']],
])('the subprotocol is agreed on when it is offered %s', async (_how, protocols) => {
  expect((await open({ protocols })).socket.protocol).toBe('graphql-transport-ws');
});

test.each([
  ['the older one', ['graphql-ws']],
  ['another', ['mqtt']],
  ['a misspelt one', ['GraphQL-Transport-WS']],
])('a client that offers %s finds no protocol in common', async (_which, protocols) => {
  await expect(open({ protocols })).rejects.toThrow('Server sent no subprotocol');
});

test('a client that offers no subprotocol is sent away with 4406', async () => {
  expect(await (await open({ protocols: [] })).closed()).toEqual([4406, 'Subprotocol not acceptable']);
});

// ConnectionInit, ConnectionAck

test('ConnectionInit is answered by ConnectionAck alone, and then operations are answered', async () => {
  const connection = await open();
  await introduce(connection, clinic.jane);
  connection.subscribe('1', VIEWER);
  expect([await connection.next(), await connection.next()]).toEqual([
    { id: '1', type: 'next', payload: JANE },
    { id: '1', type: 'complete' },
  ]);
});

test.each([
  ['after it was acknowledged', true],
  ['before it was acknowledged', false],
])('a second ConnectionInit %s closes with 4429', async (_when, waits) => {
  const { send, next, closed } = await open();
  const init = { type: 'connection_init', payload: { authorization: `Bearer ${await clinic.jane.token()}` } };
  send(init);
  if (waits) expect(await next()).toEqual({ type: 'connection_ack' });
  send(init);
  expect(await closed()).toEqual([4429, 'Too many initialisation requests']);
});

test.each([
  ['without a payload', { type: 'connection_init' }],
  ['with null for a payload', { type: 'connection_init', payload: null }],
  ['with a token that is none', { type: 'connection_init', payload: { authorization: 'Bearer abc' } }],
  [
    'with a token that is an object',
    { type: 'connection_init', payload: { authorization: { toString: 'Bearer' } } },
  ],
])('ConnectionInit %s is rejected with 4403', async (_how, init) => {
  const { send, closed } = await open();
  send(init);
  expect(await closed()).toEqual([4403, 'Forbidden']);
});

test('a client that sends no ConnectionInit is sent away with 4408, pings or not', async () => {
  const { send, next, closed } = await open();
  const from = Date.now();
  send({ type: 'ping' });
  expect(await next()).toEqual({ type: 'pong' });
  expect(await closed()).toEqual([4408, 'Connection initialisation timeout']);
  expect(Date.now() - from).toBeGreaterThan(2_500);
  expect(Date.now() - from).toBeLessThan(5_000 * slowness());
});

// Ping, Pong

test.each([
  ['without a payload', undefined],
  ['with one', { at: 1, nested: { list: [1, 'two', null] } }],
  ['with an empty one', {}],
])('Ping %s is answered by Pong with the same, before and after ConnectionInit', async (_how, payload) => {
  const connection = await open();
  connection.send({ type: 'ping', payload });
  expect(await connection.next()).toEqual({ type: 'pong', ...(payload && { payload }) });
  await introduce(connection, clinic.jane);
  connection.send({ type: 'ping', payload });
  expect(await connection.next()).toEqual({ type: 'pong', ...(payload && { payload }) });
});

test('an unsolicited Pong is taken as a heartbeat', async () => {
  const { send, untilPong } = await enter();
  send({ type: 'pong' });
  send({ type: 'pong', payload: { any: 'thing' } });
  expect(await untilPong()).toEqual([]);
});

// Subscribe

test.each([
  ['before ConnectionInit', false],
  ['before ConnectionAck', true],
])('Subscribe %s closes with 4401', async (_when, hasBegun) => {
  const { send, subscribe, closed } = await open();
  if (hasBegun)
    send({ type: 'connection_init', payload: { authorization: `Bearer ${await clinic.jane.token()}` } });
  subscribe('1', VIEWER);
  expect(await closed()).toEqual([4401, 'Unauthorized']);
});

test('an id that is in use closes with 4409, whatever the other operation is', async () => {
  const { subscribe, closed } = await wait('same');
  subscribe('same', VIEWER);
  expect(await closed()).toEqual([4409, 'Subscriber for same already exists']);
});

test('an id of 256 bytes may be used, and one that is in use closes with 4409 all the same', async () => {
  const long = 'å'.repeat(128);
  const { subscribe, next, closed } = await wait(long);
  subscribe('2', VIEWER);
  expect(await next()).toMatchObject({ id: '2', type: 'next' });
  subscribe(long, VIEWER);
  const [code, reason] = await closed();
  expect([code, reason]).toEqual([4409, expect.stringMatching(/^Subscriber for å+…$/)]);
});

test.each(['subscribe', 'complete'])('a longer id closes with 4400: %s', async (type) => {
  const { send, closed } = await enter();
  send({ id: 'å'.repeat(129), type, payload: { query: VIEWER } });
  expect(await closed()).toEqual([4400, 'Invalid message received']);
});

test.each([['__proto__'], ['constructor'], ['toString'], ['hasOwnProperty']])(
  '%s is an id like any other',
  async (id) => {
    const { subscribe, send, next, untilPong } = await wait(id);
    send({ id, type: 'complete' });
    await clinic.john.start('123');
    expect(await untilPong()).toEqual([]);
    subscribe('2', VIEWER);
    expect(await next()).toMatchObject({ id: '2', payload: JANE });
  },
);

test('an id may be used again when its operation has ended, by either side', async () => {
  const { subscribe, send, next, untilPong } = await wait('1');
  send({ id: '1', type: 'complete' });
  expect(await untilPong()).toEqual([]);
  for (let turn = 0; turn < 3; turn++) {
    subscribe('1', VIEWER);
    expect([await next(), await next()]).toEqual([
      { id: '1', type: 'next', payload: JANE },
      { id: '1', type: 'complete' },
    ]);
  }
});

test('an id may be used again at once after Complete, while its first operation is still at work, and answers the second alone', async () => {
  await clinic.book();
  const { subscribe, send, next, untilPong } = await enter();
  await clinic.em.transactional(async (transaction) => {
    // Nobody is answered before the test lets go.
    await transaction.execute('lock table appointments');
    subscribe('1', '{ appointment(id: "123") { id } }');
    send({ id: '1', type: 'complete' });
    subscribe('1', WAIT);
    expect(await untilPong()).toEqual([]);
  });
  expect(await next()).toEqual({ id: '1', type: 'next', payload: { data: { roomReady: { ready: false } } } });
  expect(await untilPong()).toEqual([]);
  await clinic.john.start('123');
  expect(await next()).toEqual({ id: '1', type: 'next', payload: { data: { roomReady: { ready: true } } } });
  send({ id: '1', type: 'complete' });
  await clinic.john.end('123');
  expect(await untilPong()).toEqual([]);
});

test('and one that is completed while it waits for the first of its id is never answered', async () => {
  await clinic.book();
  const { subscribe, send, next, untilPong } = await enter();
  await clinic.em.transactional(async (transaction) => {
    await transaction.execute('lock table appointments');
    subscribe('1', '{ appointment(id: "123") { id } }');
    send({ id: '1', type: 'complete' });
    subscribe('1', WAIT);
    send({ id: '1', type: 'complete' });
    subscribe('1', '{ appointment(id: "123") { status } }');
    expect(await untilPong()).toEqual([]);
  });
  expect([await next(), await next()]).toEqual([
    { id: '1', type: 'next', payload: { data: { appointment: { status: 'SCHEDULED' } } } },
    { id: '1', type: 'complete' },
  ]);
  expect(await untilPong()).toEqual([]);
});

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
