import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { useClinic } from '../support/clinic.ts';

const clinic = useClinic();

async function look(meetingUrl: string) {
  const response = await fetch(meetingUrl);
  return { status: response.status, text: await response.text() };
}

async function meetingUrls() {
  const id = await clinic.book();
  const started = await clinic.john.start(id);
  const joined = await clinic.jane.join(id);
  return { johns: String(started.data?.startTelehealthSession.join.meetingUrl), janes: String(joined.data?.joinTelehealth.meetingUrl) };
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
    context: { user: { name: 'Jane' } },
  };
  const seen = async (claims: object, header: { alg: string; typ?: string } = { alg: 'HS256', typ: 'JWT' }) => {
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
