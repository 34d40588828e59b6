import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { useClinic } from '../support/clinic.ts';
import { KIB, offerOf, practiceRoomOf, WAIT } from '../support/people/practice-room.ts';
import { openSocket } from '../support/people/raw-socket.ts';

const clinic = useClinic();
const { openAnother, openPracticeRoom } = practiceRoomOf(clinic);

const VIEWER = '{ viewer { id } }';

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
