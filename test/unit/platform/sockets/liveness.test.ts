import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { monitorLiveness } from '../../../../src/platform/sockets/liveness.ts';

/** A server that watches over its connections, while the test says how time goes by. */
async function openServer() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] });
  const watchOver = monitorLiveness();
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(() => {
    vi.useRealTimers();
    for (const client of server.clients) client.terminate();
    server.close();
  });
  return async (options?: { autoPong: boolean }) => {
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
    const [[socket]] = await Promise.all([once(server, 'connection'), once(client, 'open')]);
    const closed = once(client, 'close').then(([code, reason]) => [code, String(reason)]);
    return { client, watch: watchOver(socket), closed };
  };
}

const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1_000);

test('a client that does not say who it is, is sent away', async () => {
  const connect = await openServer();
  const { closed } = await connect();
  pass(5);
  expect(await closed).toEqual([4408, 'Connection initialisation timeout']);
});

test('a connection ends with its token, and not before', async () => {
  const connect = await openServer();
  const { client, watch, closed } = await connect();
  watch.introduced();
  watch.expires(new Date(Date.now() + 20_000));
  pass(19);
  expect(client.readyState).toBe(WebSocket.OPEN);
  pass(2);
  expect(await closed).toEqual([4403, 'Token expired']);
});

/** A word of its own, which has come in once its server has answered something that was asked after it. */
async function speak({ client }: { client: WebSocket }) {
  client.send('here');
  client.ping();
  await once(client, 'pong');
}

test('a client that says nothing is asked, and held only if it answers', async () => {
  const connect = await openServer();
  const [lost, present] = [await connect({ autoPong: false }), await connect()];
  for (const { watch } of [lost, present]) watch.introduced();
  const asked = Promise.all([once(lost.client, 'ping'), once(present.client, 'ping')]);
  pass(21);
  await asked;
  // The answer has come in by then.
  await speak(present);
  pass(9);
  expect(await lost.closed).toEqual([1006, '']);
  expect(present.client.readyState).toBe(WebSocket.OPEN);
});

test('a client that has answered is asked again after it has brought a fresh token', async () => {
  const connect = await openServer();
  const present = await connect();
  present.watch.introduced();
  const asked = once(present.client, 'ping');
  pass(21);
  await asked;
  await speak(present);
  present.watch.expires(new Date(Date.now() + 600_000));
  const askedAgain = once(present.client, 'ping');
  pass(21);
  await askedAgain;
  expect(present.client.readyState).toBe(WebSocket.OPEN);
});

test.each([0, 4, 9, 19])(
  'who is gone %s s after a look is let go of within half a minute',
  async (seconds) => {
    const connect = await openServer();
    const lost = await connect({ autoPong: false });
    lost.watch.introduced();
    pass(4 + seconds);
    await speak(lost);
    const isOpen = () => lost.client.readyState === WebSocket.OPEN;
    // Its last word counts for as long as any other.
    const asked = once(lost.client, 'ping');
    pass(19);
    expect(isOpen()).toBe(true);
    pass(2);
    await asked;
    pass(9);
    expect(await lost.closed).toEqual([1006, '']);
  },
);

test('who says something now and then is never asked', async () => {
  const connect = await openServer();
  const talking = await connect({ autoPong: false });
  talking.watch.introduced();
  let pings = 0;
  talking.client.on('ping', () => pings++);
  for (let word = 0; word < 20; word++) {
    pass(19);
    await speak(talking);
  }
  expect(talking.client.readyState).toBe(WebSocket.OPEN);
  expect(pings).toBe(0);
});
