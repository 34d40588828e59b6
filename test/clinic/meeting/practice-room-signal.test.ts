import { once } from 'node:events';
import { decodeJwt, SignJWT } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { useClinic } from '../../support/clinic.ts';
import { meetingLinksOf } from '../../support/people/meeting-links.ts';

const clinic = useClinic();

const OFFER = { type: 'description', call: 1, description: { type: 'offer', sdp: 'v=0' } };
const CANDIDATE = {
  type: 'candidate',
  call: 1,
  candidate: { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null },
};

const { links: meetingUrls } = meetingLinksOf(clinic);

/** The signalling of the room that a meeting link leads to. */
function signalUrl(meetingUrl: string) {
  const url = new URL(meetingUrl.replace('http', 'ws'));
  url.pathname += '/signal';
  return url.href;
}

/** A browser in the room, spoken to message by message. */
async function enter(meetingUrl: string) {
  const socket = new WebSocket(signalUrl(meetingUrl), { origin: clinic.url });
  onTestFinished(() => socket.terminate());
  const inbox: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  socket.on('message', (data) => {
    const next = waiting.shift();
    if (next) next(JSON.parse(String(data)));
    else inbox.push(JSON.parse(String(data)));
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  return {
    send: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: () =>
      inbox.length > 0 ? Promise.resolve(inbox.shift()) : new Promise((resolve) => waiting.push(resolve)),
    leave: () => socket.close(),
    closed,
  };
}

/** The HTTP status with which a socket is refused. */
async function refusal(url: string, origin = clinic.url) {
  const socket = new WebSocket(url, { origin });
  onTestFinished(() => socket.terminate());
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  return response.statusCode as number;
}

test('each is told of the other, and what one says reaches the other', async () => {
  const { johns, janes } = await meetingUrls();
  const john = await enter(johns);
  const jane = await enter(janes);
  expect(await john.next()).toEqual({ type: 'here', call: 1, name: 'Jane Doe' });
  expect(await jane.next()).toEqual({ type: 'here', call: 1, name: 'Dr. John Smith' });
  john.send(OFFER);
  john.send(CANDIDATE);
  expect(await jane.next()).toEqual(OFFER);
  expect(await jane.next()).toEqual(CANDIDATE);
  jane.send({ ...OFFER, description: { type: 'answer', sdp: 'v=0' } });
  expect(await john.next()).toMatchObject({ description: { type: 'answer' } });
  jane.leave();
  expect(await john.next()).toEqual({ type: 'gone' });
});

test('whoever comes again takes their own seat over, and the other begins a new call with them', async () => {
  const { johns, janes } = await meetingUrls();
  const john = await enter(johns);
  const jane = await enter(janes);
  await john.next();
  const again = await enter(janes);
  expect(await jane.closed).toBe(4409);
  expect(await john.next()).toEqual({ type: 'here', call: 2, name: 'Jane Doe' });
  expect(await again.next()).toEqual({ type: 'here', call: 2, name: 'Dr. John Smith' });
  john.send(OFFER);
  john.send({ ...OFFER, call: 2 });
  expect(await again.next()).toMatchObject({ call: 2 });
});

test('nothing passes from one room to another', async () => {
  const first = await meetingUrls(123);
  const second = await meetingUrls(124);
  const john = await enter(first.johns);
  const stranger = await enter(second.janes);
  john.send(OFFER);
  const jane = await enter(first.janes);
  expect(await jane.next()).toMatchObject({ type: 'here' });
  const other = await enter(second.johns);
  expect(await stranger.next()).toMatchObject({ type: 'here' });
  other.send(OFFER);
  expect(await stranger.next()).toEqual(OFFER);
});

test('only who is let into the room may connect, from a page of ours', async () => {
  const { johns } = await meetingUrls();
  await clinic.book({ id: 124 });
  const url = signalUrl(johns);
  expect(await refusal(url, 'https://elsewhere.example')).toBe(403);
  expect(await refusal(url.replace('apt123', 'apt124'))).toBe(403);
  expect(await refusal(url.replace('apt123', 'apt999'))).toBe(403);
  expect(await refusal(String(url.split('?')[0]))).toBe(403);
  expect(await refusal(`${url.slice(0, -4)}AAAA`)).toBe(403);
});

/** The same link, until another moment. */
async function expiring(meetingUrl: string, exp: number) {
  const url = new URL(meetingUrl);
  const claims = decodeJwt(String(url.searchParams.get('jwt')));
  const secret = new TextEncoder().encode('readyroom-demo-practice-room-key-not-for-production');
  url.searchParams.set(
    'jwt',
    await new SignJWT({ ...claims, exp }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret),
  );
  return url.href;
}

test('the connection ends with its token, and none begins after', async () => {
  const { janes } = await meetingUrls();
  const now = Math.floor(Date.now() / 1000);
  expect(await refusal(signalUrl(await expiring(janes, now - 1)))).toBe(403);
  const jane = await enter(await expiring(janes, now + 2));
  expect(await jane.closed).toBe(4403);
});

test('there is no signalling where there is a Jitsi server', async () => {
  await clinic.em.execute(
    "insert into org_config values (1, 'jitsi.server_url', 'https://meet.example.org')",
  );
  await clinic.em.execute(
    "insert into org_config values (1, 'jitsi.app_secret', 'the-jitsi-secret-of-practice-1-0123456789')",
  );
  const { johns } = await meetingUrls();
  expect(await refusal(signalUrl(johns.replace('https://meet.example.org', `${clinic.url}/meet`)))).toBe(403);
});

test.each([
  ['no JSON', 'hello', 1007],
  ['another shape', { type: 'description', call: 1, description: { type: 'offer' } }, 1007],
  ['a message of the server', { type: 'gone' }, 1007],
  ['too much', { ...OFFER, description: { type: 'offer', sdp: 'x'.repeat(70_000) } }, 1009],
])('%s closes its sender’s connection, and nobody else’s', async (_what, message, code) => {
  const { johns, janes } = await meetingUrls();
  const john = await enter(johns);
  const jane = await enter(janes);
  await john.next();
  jane.send(message);
  expect(await jane.closed).toBe(code);
  expect(await john.next()).toEqual({ type: 'gone' });
});

test('a fresh token of the same person keeps the connection beyond the token that it began with', async () => {
  const { johns, janes } = await meetingUrls();
  const soon = Math.floor(Date.now() / 1000) + 3;
  const john = await enter(await expiring(johns, soon));
  const jane = await enter(await expiring(janes, soon));
  const tokenIn = (link: string) => new URL(link).searchParams.get('jwt');
  jane.send({ type: 'token', token: tokenIn(janes) });
  // Somebody else's does not.
  john.send({ type: 'token', token: tokenIn(janes) });
  expect(await john.closed).toBe(4403);
  expect(await jane.next()).toMatchObject({ type: 'here' });
  expect(await jane.next()).toEqual({ type: 'gone' });
  await enter(johns);
  expect(await jane.next()).toMatchObject({ type: 'here' });
});
