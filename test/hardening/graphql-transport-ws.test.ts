import { expect, test } from 'vitest';
import { useClinic } from '../support/clinic.ts';
import { slowness } from '../support/pace.ts';
import { introduce } from '../support/people/raw-socket.ts';
import { JANE, transportWsOf, VIEWER, WAIT } from '../support/people/transport-ws.ts';

// The protocol as https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md has it, message by message. Test names quote its headings.

const clinic = useClinic();
const { open, enter, wait } = transportWsOf(clinic);

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
