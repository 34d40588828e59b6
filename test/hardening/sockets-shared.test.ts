import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { SignJWT } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { useClinic } from '../support/clinic.ts';
import { slowness } from '../support/pace.ts';
import type { Person } from '../support/people/person.ts';
import { practiceRoomOf } from '../support/people/practice-room.ts';
import { openSocket } from '../support/people/raw-socket.ts';
import { serveWith } from '../support/servers/another-server.ts';

const clinic = useClinic();
const { openAnother, startVisit } = practiceRoomOf(clinic);

/** Tries to hold a socket as this person. Answers with what came of it. */
async function tryToEnter(url: string, who: Person, path?: string) {
  try {
    const connection = await openSocket(url, { who, ...(path && { path }) });
    return { outcome: 'let in', connection };
  } catch (error) {
    return { outcome: String(error) };
  }
}

// Who holds how many

test('a person who wants all 60 sockets gets a few, and the next people at the same address come in', async () => {
  const { url } = await openAnother({ MAX_SOCKETS: '60' });
  const attempts = await Promise.all(Array.from({ length: 60 }, () => tryToEnter(url, clinic.jane)));
  const letIn = attempts.filter(({ outcome }) => outcome === 'let in');
  expect(letIn.length).toBeGreaterThan(2);
  expect(letIn.length).toBeLessThan(12);
  for (const person of [clinic.john, clinic.stranger, clinic.outsider])
    expect((await tryToEnter(url, person)).outcome).toBe('let in');
  for (const { connection } of letIn) expect(await connection?.untilPong()).toEqual([]);

  // One of hers is told to come back, and does once there is room.
  const another = await openSocket(url);
  another.send({ type: 'connection_init', payload: await clinic.jane.credentials() });
  expect(await another.closed()).toEqual([1013, 'Too many connections']);
  letIn[0]?.connection?.socket.close();
  await expect.poll(async () => (await tryToEnter(url, clinic.jane)).outcome).toBe('let in');
});

test('the last sockets are for people of whom nobody holds one', async () => {
  const { url } = await openAnother({ MAX_SOCKETS: '40' });
  const people = Array.from({ length: 10 }, (_, index) =>
    clinic.person({ role: 'PATIENT', org_id: 1, patient_id: 1_000 + index }),
  );
  for (const person of people) for (let turn = 0; turn < 5; turn++) await tryToEnter(url, person);
  expect((await tryToEnter(url, clinic.jane)).outcome).toBe('let in');
  expect((await tryToEnter(url, clinic.jane)).outcome).not.toBe('let in');
});

test('sockets in a practice room are the same person’s', async () => {
  const { url } = await openAnother({ MAX_SOCKETS: '20' });
  const { janes } = await startVisit(url);
  for (let turn = 0; turn < 4; turn++) expect((await tryToEnter(url, clinic.jane)).outcome).toBe('let in');
  const seat = await openSocket(url, { path: janes, protocols: [] });
  expect(await seat.closed()).toEqual([1013, 'Too many connections']);
});

test('sockets that never say whose they are hold up nobody, and an address behind a trusted proxy has few', async () => {
  const { url } = await openAnother({ MAX_SOCKETS: '600', TRUSTED_PROXIES: 'loopback' });
  const headers = { 'x-forwarded-for': '192.0.2.7' };
  const silent: WebSocket[] = [];
  for (let turn = 0; turn < 100; turn++) silent.push((await openSocket(url, { headers })).socket);
  const isOpen = ({ readyState }: WebSocket) => readyState === WebSocket.OPEN;
  // Long before they have had the time to say it.
  await expect.poll(() => silent.filter(isOpen).length, { timeout: 1_500 }).toBeLessThan(75);
  await openSocket(url, { headers, who: clinic.jane });
  await openSocket(url, { headers: { 'x-forwarded-for': '192.0.2.8' }, who: clinic.john });
});

// Whose token takes long

test('while the issuer hangs, those with invented keys hold up nobody, and are closed within seconds', async () => {
  const issuer = createServer(() => 'never answered').listen(0, '127.0.0.1');
  await once(issuer, 'listening');
  onTestFinished(() => {
    issuer.closeAllConnections();
    issuer.close();
  });
  const { url, jane } = await serveWith(clinic, {
    AUTH_JWKS_URL: `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`, // it listens on a port
  });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const invented = await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      const { send, closed } = await openSocket(url);
      const token = await new SignJWT({ role: 'ADMIN', org_id: 1, sub: 'x' })
        .setProtectedHeader({ alg: 'RS256', kid: `invented-${index}` })
        .setExpirationTime('1h')
        .sign(privateKey);
      send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
      return closed;
    }),
  );
  const began = performance.now();
  await openSocket(url, { who: jane });
  expect(performance.now() - began).toBeLessThan(1_000 * slowness());
  for (const closed of invented) expect([4408, 1013]).toContain((await closed())[0]);
  expect(performance.now() - began).toBeLessThan(10_000 * slowness());
});

// What one of them takes

/** RFC 6455 §5.2: the beginning of a text, one byte long, masked by zeros. It is never finished. */
const FIRST = Buffer.from([0x01, 0x81, 0, 0, 0, 0, 0x78]);
const NEXT = Buffer.from([0x00, 0x81, 0, 0, 0, 0, 0x78]);

async function openRaw(url: string) {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  const closed = once(socket, 'close').catch(() => 'reset, which closes it, too');
  socket.write(
    `GET /graphql HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
  );
  await once(socket, 'data');
  return { socket, closed };
}

test('somebody who sends thousands of fragments of one byte is sent away at once', async () => {
  const { url } = await openAnother({});
  const { socket, closed } = await openRaw(url);
  socket.write(Buffer.concat([FIRST, ...Array.from({ length: 16_000 }, () => NEXT)]));
  socket.resume();
  const began = performance.now();
  await closed;
  // Sooner than whoever never says who they are.
  expect(performance.now() - began).toBeLessThan(2_900);
});

test('frames that only ask whether somebody is there are counted as messages are', async () => {
  const { url } = await openAnother({});
  const { socket, closed } = await openSocket(url, { who: clinic.jane });
  const answered = async () => {
    socket.ping();
    await Promise.race([once(socket, 'pong'), closed()]);
  };
  for (let asked = 0; asked < 2_000 && socket.readyState === WebSocket.OPEN; asked++) await answered();
  expect(await closed()).toEqual([4429, 'Too many messages']);
});

test('a frame that arrives byte by byte is not kept in as many pieces', { timeout: 60_000 }, async () => {
  const { url, server } = await openAnother({});
  const { socket } = await openRaw(url);
  socket.setNoDelay(true);
  const [held] = server.websocketServer.clients;
  let isClosed = false;
  held?.once('close', () => (isClosed = true));
  // A text of 60,000 bytes is announced.
  socket.write(Buffer.from([0x81, 0xfe, 0xea, 0x60, 0, 0, 0, 0]));
  for (let sent = 0; sent < 2_000 && !isClosed; sent++) {
    socket.write('x');
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(isClosed).toBe(true);
});

test('operations that wait, and what they ask with, take no more than a connection may', async () => {
  await clinic.book();
  const { url } = await openAnother({});
  const { send, socket, closed } = await openSocket(url, { who: clinic.jane });
  const query = 'query ($x: String) { appointment(id: "123") { id } }';
  await clinic.em.transactional(async (transaction) => {
    // Nobody is answered before the test lets go.
    await transaction.execute('lock table appointments');
    for (let turn = 0; turn < 40 && socket.readyState === WebSocket.OPEN; turn++) {
      send({ id: '1', type: 'subscribe', payload: { query, variables: { x: 'x'.repeat(60_000) } } });
      send({ id: '1', type: 'complete' });
    }
    expect((await closed())[0]).toBe(1006);
  });
});
