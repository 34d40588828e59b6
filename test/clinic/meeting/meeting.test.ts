import { decodeJwt, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { openProduction } from '../../support/servers/production.ts';

const clinic = useClinic();

async function look(meetingUrl: string) {
  const response = await fetch(meetingUrl);
  return { status: response.status, text: await response.text() };
}

/** What the page tells its own script, and what the browser lets it reach. */
async function open(meetingUrl: string) {
  const response = await fetch(meetingUrl);
  const text = await response.text();
  const facts = JSON.parse(
    /<script type="application\/json" id="facts">(.*?)<\/script>/.exec(text)?.[1] ?? 'null',
  ) as unknown;
  return { status: response.status, facts, text, policy: response.headers.get('content-security-policy') };
}

async function meetingUrls() {
  const id = await clinic.book();
  const started = await clinic.john.start(id);
  const joined = await clinic.jane.join(id);
  return {
    johns: String(started.data?.startTelehealthSession.join.meetingUrl),
    janes: String(joined.data?.joinTelehealth.meetingUrl),
  };
}

test('the meeting link says that its holder would be let in, and as whom', async () => {
  const { johns, janes } = await meetingUrls();
  expect(await look(johns)).toEqual({
    status: 200,
    text: expect.stringMatching(/You would be let in<\/h1><p>as Dr. John Smith, the moderator, until/),
  });
  expect(await look(janes)).toEqual({
    status: 200,
    text: expect.stringMatching(/You would be let in<\/h1><p>as Jane Doe, a participant, until/),
  });
});

test("another room's token, an altered one and none at all are turned away", async () => {
  const { janes } = await meetingUrls();
  await clinic.book({ id: 124 });
  expect(await look(janes.replace('/apt123', '/apt124'))).toEqual({
    status: 403,
    text: expect.stringContaining('The token is for another room.'),
  });
  expect((await look(`${janes.slice(0, -4)}AAAA`)).status).toBe(403);
  expect((await look(janes.split('?')[0] ?? '')).status).toBe(403);
  expect((await look(janes.replace('/apt123', '/apt999'))).status).toBe(403);
  expect((await look(janes.replace('/apt123', '/lobby'))).status).toBe(403);
});

test('a token that Jitsi would refuse is refused here, too: another issuer, a list of audiences, no type, expired', async () => {
  const { janes } = await meetingUrls();
  const secret = new TextEncoder().encode('readyroom-demo-practice-room-key-not-for-production');
  const good = {
    iss: 'ciyex-app',
    aud: 'ciyex-telehealth',
    sub: '127.0.0.1',
    room: 'apt123',
    exp: Date.now() / 1000 + 60,
    context: {
      ...Object(decodeJwt(new URL(janes).searchParams.get('jwt') ?? '').context),
      user: { name: 'Jane' },
    },
  };
  const seen = async (
    claims: object,
    header: { alg: string; typ?: string } = { alg: 'HS256', typ: 'JWT' },
  ) => {
    const token = await new SignJWT({ ...good, ...claims }).setProtectedHeader(header).sign(secret);
    return (await look(`${janes.split('?')[0]}?jwt=${token}`)).status;
  };
  expect(await seen({})).toBe(200);
  expect(await seen({ iss: 'somebody' })).toBe(403);
  expect(await seen({ aud: ['ciyex-telehealth'] })).toBe(403);
  expect(await seen({ sub: 'meet.example.org' })).toBe(403);
  expect(await seen({ exp: Date.now() / 1000 - 1 })).toBe(403);
  expect(await seen({}, { alg: 'HS256' })).toBe(403);
});

test('a name is shown as text, whatever it holds', async () => {
  await clinic.em.execute("update patients set name = '<script>alert(1)</script>' where id = 89");
  const { janes } = await meetingUrls();
  const { text } = await look(janes);
  expect(text).not.toContain('<script>');
});

test('the page is told as whom its reader is let in, or a code for why not', async () => {
  const { johns, janes } = await meetingUrls();
  expect(await open(johns)).toMatchObject({
    facts: {
      roomName: 'apt123',
      name: 'Dr. John Smith',
      moderator: true,
      until: expect.stringMatching(/Z$/),
      practice: true,
    },
    policy: expect.stringContaining("frame-ancestors 'self'"),
  });
  const code = async (url: string) => (await open(url)).facts;
  await clinic.book({ id: 124 });
  expect(await code(janes.replace('/apt123', '/apt124'))).toEqual({
    roomName: 'apt124',
    refused: 'OTHER_ROOM',
  });
  expect(await code(`${janes.slice(0, -4)}AAAA`)).toEqual({ roomName: 'apt123', refused: 'NOT_A_TOKEN' });
  expect(await code(janes.replace('/apt123', '/apt999'))).toEqual({ roomName: 'apt999', refused: 'NO_ROOM' });
  expect(await code(janes.replace('127.0.0.1', 'localhost'))).toEqual({
    roomName: 'apt123',
    refused: 'WRONG_CLAIM',
  });
});

const JITSI = 'https://meet.example.org:8443';

/** A Jitsi server of the practice's own. */
async function configureJitsi(settings: Record<string, string> = {}) {
  const all = {
    'jitsi.server_url': JITSI,
    'jitsi.app_secret': 'the-jitsi-secret-of-practice-1-0123456789',
    ...settings,
  };
  for (const [key, value] of Object.entries(all))
    await clinic.em.execute('insert into org_config values (1, ?, ?)', [key, value]);
}

/** Where a meeting that Jitsi holds is embedded. */
const embeddedAt = (meetingUrl: string, url = clinic.url) =>
  `${url}/meet${new URL(meetingUrl).pathname}${new URL(meetingUrl).search}`;

test('with a Jitsi server of its own, a practice meets there, and the page may reach that server alone', async () => {
  await configureJitsi({ 'jitsi.features.recording': 'true', 'jitsi.e2ee': 'true' });
  const { johns, janes } = await meetingUrls();
  const { status, facts, text, policy } = await open(embeddedAt(johns));
  expect(status).toBe(200);
  expect(facts).toMatchObject({
    name: 'Dr. John Smith',
    jitsi: { serverUrl: JITSI, e2ee: true, features: { recording: true } },
  });
  expect(facts).not.toHaveProperty('practice');
  expect(text).toMatch(/You would be let in<\/h1><p>as Dr. John Smith, the moderator, until/);
  expect(policy).toContain(`script-src 'self';`);
  expect(policy).toContain(`frame-src ${JITSI};`);
  expect(policy).toMatch(/connect-src 'self' ws:\/\/[\d.:]+ wss:\/\/[\d.:]+;/);
  expect((await open(embeddedAt(janes))).facts).toMatchObject({
    moderator: false,
    jitsi: { features: { recording: false } },
  });
});

test('whoever is not let in learns of no Jitsi server', async () => {
  const { johns } = await meetingUrls();
  await configureJitsi();
  const { status, facts, text, policy } = await open(johns);
  expect([status, facts]).toEqual([403, { roomName: 'apt123', refused: 'NOT_A_TOKEN' }]);
  expect(`${text}${policy}`).not.toContain('example.org');
});

test('production has no practice room', async () => {
  const { johns } = await meetingUrls();
  const url = await openProduction(clinic);
  expect(await look(johns.replace(clinic.url, url))).toEqual({
    status: 403,
    text: expect.stringContaining('There is no such practice room.'),
  });
  expect((await look(johns.replace(clinic.url, url).replace('?', '/signal?'))).status).toBe(403);
});

test('production embeds a Jitsi, and says nothing of a visit to those without a token', async () => {
  await configureJitsi();
  const { johns } = await meetingUrls();
  const url = await openProduction(clinic);
  expect(await open(embeddedAt(johns, url))).toMatchObject({
    status: 200,
    facts: { jitsi: { serverUrl: JITSI } },
  });
  expect((await open(`${url}/meet/apt123`)).facts).toEqual({ roomName: 'apt123', refused: 'NO_ROOM' });
  expect((await open(`${url}/meet/apt999`)).facts).toEqual({ roomName: 'apt999', refused: 'NO_ROOM' });
});

test('in production a token does not tell which other visits are booked', async () => {
  await configureJitsi();
  const { johns } = await meetingUrls();
  await clinic.book({ id: 124 });
  const url = await openProduction(clinic);
  const at = (room: string) => open(embeddedAt(johns, url).replace('/apt123', `/${room}`));
  for (const room of ['apt124', 'apt999'])
    expect(await at(room)).toMatchObject({ status: 403, facts: { roomName: room, refused: 'NO_ROOM' } });
});
