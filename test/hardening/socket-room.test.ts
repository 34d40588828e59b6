import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import { useClinic } from '../support/clinic.ts';
import { stall } from '../support/faults/stalled-reader.ts';
import { Person } from '../support/people/person.ts';
import { KIB, offerOf, practiceRoomOf, WAIT } from '../support/people/practice-room.ts';
import { type Message, openSocket } from '../support/people/raw-socket.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { serve } from '../support/servers/process.ts';

const clinic = useClinic();
const { openAnother, startVisit, openPracticeRoom } = practiceRoomOf(clinic);

const MIB = 1024 * KIB;

/** What a socket is answered that is not let in. */
async function refusal(url: string, path: string) {
  const socket = new WebSocket(
    `${url.replace('http', 'ws')}${path}`,
    path === '/graphql' ? ['graphql-transport-ws'] : [],
  );
  socket.on('error', () => 'it was never connected');
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => resolve(response));
    socket.once('open', () => reject(new Error('It was let in')));
  });
  socket.terminate();
  return answer;
}

test('what came by TLS is not for a page that did not', async () => {
  const { url } = await openAnother({ TRUSTED_PROXIES: 'loopback' });
  const { host } = new URL(url);
  const headers = { 'x-forwarded-proto': 'https' };
  await openSocket(url, { headers: { ...headers, origin: `https://${host}` } });
  await expect(openSocket(url, { headers: { ...headers, origin: `http://${host}` } })).rejects.toThrow('403');
});

// How many

test('who comes when there is no room is told when to come back, HTTP goes on, and whoever leaves makes room', async () => {
  const { url } = await openAnother({ MAX_SOCKETS: '3' });
  const held = [];
  for (let index = 0; index < 3; index++) held.push(await openSocket(url, { who: clinic.jane }));

  expect(await refusal(url, '/graphql')).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);

  held[0]?.socket.close();
  await expect.poll(() => openSocket(url).then(() => 'let in', String)).toBe('let in');
  for (const { untilPong } of held.slice(1)) expect(await untilPong()).toEqual([]);
});

test('nor is there room for another in a practice room, until somebody leaves', async () => {
  const { url } = await openAnother({ MAX_SOCKETS: '2' });
  const { johns, janes } = await startVisit(url);
  const elsewhere = await openSocket(url, { who: clinic.jane });
  const john = await openSocket(url, { path: johns, protocols: [] });
  expect(await refusal(url, janes)).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });

  elsewhere.socket.close();
  await expect
    .poll(() => openSocket(url, { path: janes, protocols: [] }).then(() => 'let in', String))
    .toBe('let in');
  // Of her who was refused he was told nothing.
  expect(await john.next()).toEqual({ type: 'here', call: 1, name: 'Jane Doe' });
});

// Who is not there any more

test('in a practice room whoever is not there any more is let go of, and the other is told', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const { url } = await openAnother({});
  const { john, jane } = await openPracticeRoom(url, { autoPong: false });
  const told = john.next();
  const asked = once(jane.socket, 'ping');
  for (let passed = 0; passed < 30; passed += 5) {
    vi.advanceTimersByTime(5_000);
    // His answer has come in once the server has answered something that was asked after it.
    john.socket.ping();
    await once(john.socket, 'pong');
  }
  await asked;
  expect(await jane.closed()).toEqual([1006, '']);
  expect(await told).toEqual({ type: 'gone' });
  expect(john.socket.readyState).toBe(WebSocket.OPEN);
});

// Readers

test('whoever does not read is cut off at 1 MiB, and whoever does hears everything meanwhile', async () => {
  await clinic.book();
  const { server, url } = await openAnother({ RATE_LIMIT: 'off' });
  const healthy = await openSocket(url, { who: clinic.jane });
  healthy.subscribe('1', WAIT);
  await healthy.next();

  let most = 0;
  server.websocketServer.once('connection', (socket) =>
    socket.on('message', () => (most = Math.max(most, socket.bufferedAmount))),
  );
  await stall(url);
  expect(most).toBeGreaterThan(MIB - 64 * KIB);
  expect(most).toBeLessThan(MIB + 2 * 64 * KIB);

  await new Person(url, { role: 'PROVIDER', org_id: 1, provider_id: 45 }).start('123');
  expect(await healthy.next()).toMatchObject({ payload: { data: { roomReady: { ready: true } } } });
  expect(await healthy.untilPong()).toEqual([]);
  expect(server.websocketServer.clients.size).toBe(1);
});

test('whoever reads no answers is cut off long before 1 MiB where each is short, since many take more of a process', async () => {
  const { server, url } = await openAnother({ RATE_LIMIT: 'off' });
  let most = 0;
  server.websocketServer.once('connection', (socket) =>
    socket.on('message', () => (most = Math.max(most, socket.bufferedAmount))),
  );
  await stall(url, { who: clinic.jane, short: true });
  // It was not cut off before it filled TCP, either.
  expect(most).toBeGreaterThan(16 * KIB);
  expect(most).toBeLessThan(128 * KIB);
});

test('whoever does not read in a practice room is cut off at 1 MiB, too', async () => {
  const { server, url } = await openAnother({ RATE_LIMIT: 'off' });
  const { john, jane } = await openPracticeRoom(url);
  const most = () =>
    Math.max(...[...server.websocketServer.clients].map(({ bufferedAmount }) => bufferedAmount));
  jane.socket.pause();
  let answer: Message | undefined;
  void john.next().then((message) => (answer = message));
  while (!answer) {
    await new Promise<unknown>((resolve) => john.socket.send(offerOf(60 * KIB), resolve));
    expect(most()).toBeLessThan(MIB + 2 * 64 * KIB);
  }
  expect(answer).toEqual({ type: 'gone' });
});

/** Enough of them, 50, that what a process takes for a load of any kind is a small part of each. */
const READERS = Number(process.env.STALLED_READERS ?? 0);

test.runIf(READERS > 0 && process.platform === 'linux')(
  'a reader that stalls costs a process at most 1.5 MiB, garbage included',
  // When garbage is collected is the engine's affair, and the machine's that does other work: by itself, and in one of three.
  { timeout: 120_000, retry: 2 },
  async () => {
    const { url, pid } = await serve({ DATA_DIR: preparedClinic(), LOG_LEVEL: 'warn', RATE_LIMIT: 'off' });
    const mib = () =>
      Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / KIB;
    // What such work takes by itself.
    await stall(url);
    const before = mib();
    let most = before;
    const look = () => (most = Math.max(most, mib()));
    await Promise.all(Array.from({ length: READERS }, () => stall(url, { onTurn: look })));
    expect((most - before) / READERS).toBeLessThan(1.5);
  },
);
