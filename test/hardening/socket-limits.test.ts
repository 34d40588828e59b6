import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { useClinic } from '../support/clinic.ts';
import { stall } from '../support/faults/stalled-reader.ts';
import { Person } from '../support/people/person.ts';
import { type Message, openSocket } from '../support/people/raw-socket.ts';
import { SECRET } from '../support/people/secret.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { serve } from '../support/servers/process.ts';

const clinic = useClinic();

const VIEWER = '{ viewer { id } }';
const WAIT = 'subscription { roomReady(appointmentId: "123") { ready } }';
const KIB = 1024;
const MIB = 1024 * KIB;

/** Another server of the same clinic, with variables of its own. */
async function openAnother(variables: Record<string, string>) {
  const { config, secrets } = readConfig({ AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'silent', ...variables });
  const { server } = await createApp(config, secrets, clinic.database);
  onTestFinished(() => server.close());
  return { server, url: await server.listen({ port: 0, host: '127.0.0.1' }) };
}

/** The signalling of the practice room that Dr. Smith's and Jane's links lead to. */
async function startVisit(url: string) {
  await clinic.book();
  const [john, jane] = [
    { role: 'PROVIDER', provider_id: 45 },
    { role: 'PATIENT', patient_id: 89 },
  ].map((claims) => new Person(url, { org_id: 1, ...claims }));
  const started = await john?.start('123');
  const joined = await jane?.join('123');
  const signalOf = (meetingUrl: string | undefined) => {
    const { pathname, search } = new URL(String(meetingUrl));
    return `${pathname}/signal${search}`;
  };
  return {
    johns: signalOf(started?.data?.startTelehealthSession.join.meetingUrl),
    janes: signalOf(joined?.data?.joinTelehealth.meetingUrl),
  };
}

/** Dr. Smith and Jane in the practice room of their visit. */
async function openPracticeRoom(url: string, janesOptions: { autoPong?: boolean } = {}) {
  const { johns, janes } = await startVisit(url);
  const room = {
    john: await openSocket(url, { path: johns, protocols: [] }),
    jane: await openSocket(url, { path: janes, protocols: [], ...janesOptions }),
  };
  for (const { next } of Object.values(room)) expect(await next()).toMatchObject({ type: 'here', call: 1 });
  return room;
}

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

/** What one browser tells the other, in so many bytes. */
function offerOf(bytes: number) {
  const offer = (sdp: string) =>
    JSON.stringify({ type: 'description', call: 1, description: { type: 'offer', sdp } });
  return offer('x'.repeat(bytes - offer('').length));
}

// Operations

test('a thirty-third operation is refused by itself, and there is room again when another has ended', async () => {
  await clinic.book();
  const { subscribe, send, next } = await openSocket(clinic.url, { who: clinic.jane });
  for (let index = 0; index < 32; index++) {
    subscribe(`wait-${index}`, WAIT);
    expect(await next()).toMatchObject({ type: 'next' });
  }
  subscribe('one too many', VIEWER);
  expect(await next()).toEqual({
    id: 'one too many',
    type: 'error',
    payload: [
      {
        message: 'At most 32 operations at a time go over one connection',
        extensions: { code: 'RATE_LIMITED' },
      },
    ],
  });
  send({ id: 'wait-7', type: 'complete' });
  // Once their leaving is on record.
  const ask = async () => {
    subscribe('again', VIEWER);
    return (await next()).type;
  };
  await expect.poll(ask).toBe('next');
  expect(await next()).toEqual({ id: 'again', type: 'complete' });
  // The others go on.
  await clinic.john.start('123');
  expect(await Promise.all(Array.from({ length: 31 }, next))).toHaveLength(31);
});

test('operations that their client wants to hear no more of count until they have ended', async () => {
  const { subscribe, send, next } = await openSocket(clinic.url, { who: clinic.jane });
  await clinic.em.transactional(async (transaction) => {
    // Nobody is answered before the test lets go.
    await transaction.execute('lock table appointments');
    for (let index = 0; index < 32; index++) {
      subscribe(`${index}`, '{ appointment(id: "123") { id } }');
      send({ id: `${index}`, type: 'complete' });
    }
    subscribe('one too many', VIEWER);
    expect(await next()).toMatchObject({ id: 'one too many', type: 'error' });
  });
});

// Messages

test('two hundred visits may be asked for one after the other, and a ping each ten seconds is no matter', async () => {
  const { url } = await openAnother({});
  const { subscribe, send, next, untilPong } = await openSocket(url, { who: clinic.jane });
  for (let index = 0; index < 200; index++) {
    subscribe(`${index}`, VIEWER);
    expect(await next()).toMatchObject({ id: `${index}`, type: 'next' });
    await next();
    send({ id: `${index}`, type: 'complete' });
  }
  expect(await untilPong()).toEqual([]);
});

test('a client that does not stop talking is sent away with 4429, and others are not', async () => {
  const { url } = await openAnother({});
  const [talker, other] = [
    await openSocket(url, { who: clinic.jane }),
    await openSocket(url, { who: clinic.jane }),
  ];
  const talk = (messages: number) => {
    for (let index = 0; index < messages; index++) talker.send({ type: 'pong' });
  };
  talk(590);
  expect(await talker.untilPong()).toEqual([]);
  talk(500);
  expect(await talker.closed()).toEqual([4429, 'Too many messages']);
  expect(await other.untilPong()).toEqual([]);
});

test('nor may somebody in a practice room talk without end, and whoever is there with them stays', async () => {
  const { url } = await openAnother({});
  const { john, jane } = await openPracticeRoom(url);
  const talk = (messages: number) => {
    for (let index = 0; index < messages; index++) jane.send(offerOf(100));
  };
  talk(590);
  for (let index = 0; index < 590; index++) expect(await john.next()).toMatchObject({ type: 'description' });
  talk(500);
  expect(await jane.closed()).toEqual([4429, 'Too many messages']);
  let last = await john.next();
  while (last.type === 'description') last = await john.next();
  expect(last).toEqual({ type: 'gone' });
  expect(john.socket.readyState).toBe(WebSocket.OPEN);
});

// Frames

test.each([
  ['a message of 64 KiB', 'pong', 64 * KIB],
  ['one byte more', 1009, 64 * KIB + 1],
])('%s is answered with %s', async (_what, outcome, bytes) => {
  const { send, next, closed } = await openSocket(clinic.url, { who: clinic.jane });
  const empty = JSON.stringify({ type: 'ping', payload: { of: '' } });
  send(empty.replace('""', `"${'x'.repeat(bytes - empty.length)}"`));
  if (outcome === 'pong') expect(await next()).toMatchObject({ type: 'pong' });
  else expect((await closed())[0]).toBe(outcome);
});

test('a message of 64 KiB reaches the other in a practice room, and one byte more closes its sender’s connection with 1009', async () => {
  const { john, jane } = await openPracticeRoom(clinic.url);
  jane.send(offerOf(64 * KIB));
  expect(await john.next()).toMatchObject({ type: 'description' });
  jane.send(offerOf(64 * KIB + 1));
  expect((await jane.closed())[0]).toBe(1009);
  expect(await john.next()).toEqual({ type: 'gone' });
});

test('a message in many frames that comes to more than 64 KiB closes with 1009', async () => {
  const { socket, closed } = await openSocket(clinic.url, { who: clinic.jane });
  socket.send('{"type":"ping","payload":{"of":"', { fin: false });
  for (let index = 0; index < 70; index++) socket.send('x'.repeat(KIB), { fin: false });
  expect((await closed())[0]).toBe(1009);
});

// Origins

test('a page of another origin may not connect, however much it looks like ours', async () => {
  const { url } = await openAnother({ CORS_ORIGINS: 'https://portal.example.org' });
  const { host, port } = new URL(url);
  const judge = (origin: string) =>
    openSocket(url, { headers: { origin } }).then(
      () => 'let in',
      ({ message }: Error) => message,
    );
  for (const origin of [`http://${host}`, `https://${host}`, 'https://portal.example.org'])
    expect(await judge(origin)).toBe('let in');
  const others = [
    'null',
    'https://evil.example.org',
    'https://portal.example.org.evil.example',
    'https://evil.portal.example.org',
    'https://evilportal.example.org',
    'http://portal.example.org',
    'https://portal.example.org:8443',
    'https://PORTAL.example.org',
    'https://portal.example.org/',
    'https://portal.example.org@evil.example',
    'https://portal.example.org, https://evil.example.org',
    `http://${host}.evil.example`,
    `http://evil@${host}`,
    `http://127.0.0.1:${Number(port) + 1}`,
    'http://127.0.0.1',
    `ftp://${host}`,
    '*',
    ' ',
  ];
  for (const origin of others)
    expect([origin, await judge(origin)]).toEqual([origin, 'Unexpected server response: 403']);
});

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
