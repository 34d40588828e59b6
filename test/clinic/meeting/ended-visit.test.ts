import { decodeJwt, SignJWT } from 'jose';
import { expect, onTestFinished, test, vi } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { slowness } from '../../support/pace.ts';
import { meetingLinksOf } from '../../support/people/meeting-links.ts';
import { serveWith } from '../../support/servers/another-server.ts';

const clinic = useClinic();
const { links, open, enter, refusal } = meetingLinksOf(clinic);

const GONE = 4410;
const ENDED = {
  status: 403,
  facts: { roomName: 'apt123', refused: 'ENDED' },
  text: expect.stringContaining('<h1>This visit has ended</h1>'),
};

test('once the provider has ended the visit, no link of before opens it', async () => {
  const { johns, janes } = await links();
  expect(await open(janes)).toMatchObject({ status: 200, facts: { practice: true } });
  await clinic.john.end('123');
  for (const link of [johns, janes]) {
    expect(await open(link)).toMatchObject(ENDED);
    expect(await (await enter(link)).closed).toBe(GONE);
  }
});

test('whoever is still in the practice room at the end is out within a second', async () => {
  const { johns, janes } = await links();
  const john = await enter(johns);
  const jane = await enter(janes);
  const endedAt = performance.now();
  await clinic.john.end('123');
  expect([await john.closed, await jane.closed]).toEqual([GONE, GONE]);
  expect(performance.now() - endedAt).toBeLessThan(1_000 * slowness());
});

test('the end of one visit leaves the room of another one open', async () => {
  const other = await links(124);
  const jane = await enter(other.janes);
  const { johns } = await links();
  const john = await enter(johns);
  await clinic.john.end('123');
  expect(await john.closed).toBe(GONE);
  expect((await open(other.janes)).status).toBe(200);
  expect(jane.isOpen()).toBe(true);
});

test.each(['COMPLETED', 'CANCELLED', 'NO_SHOW'])(
  'a visit that the EHR has set to %s opens for nobody',
  async (status) => {
    const { janes } = await links();
    await clinic.em.execute('update appointments set status = ? where id = 123', [status]);
    expect(await open(janes)).toMatchObject(ENDED);
    expect(await (await enter(janes)).closed).toBe(GONE);
  },
);

test('whoever is still in the practice room when the EHR cancels is out with the next round', async () => {
  const { janes } = await links();
  // Its rounds are told by a fake clock, which the clinic's own server must not have.
  const another = await serveWith(clinic, {});
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const jane = await enter(janes.replace(clinic.url, another.url));
  await clinic.em.execute("update appointments set status = 'CANCELLED' where id = 123");
  vi.advanceTimersByTime(30_000);
  expect(await jane.closed).toBe(GONE);
});

test('a visit that the EHR has given to another patient is opened by no link of before', async () => {
  const { johns, janes } = await links();
  await clinic.em.execute('update appointments set patient_id = 90 where id = 123');
  expect(await open(janes)).toMatchObject({ status: 403, facts: { refused: 'NO_ROOM' } });
  expect(await (await enter(janes)).closed).toBe(GONE);
  expect(await open(johns)).toMatchObject(ENDED);
});

test('a visit that the EHR has given to a colleague is not opened by the former provider’s link', async () => {
  const { johns, janes } = await links();
  await clinic.em.execute('update appointments set provider_id = 46 where id = 123');
  expect(await open(johns)).toMatchObject({ status: 403, facts: { refused: 'NO_ROOM' } });
  expect((await open(janes)).status).toBe(200);
});

test('a meeting on the practice’s own Jitsi is not embedded after the end, either', async () => {
  await clinic.em.execute(
    "insert into org_config values (1, 'jitsi.server_url', 'https://meet.example.org'), (1, 'jitsi.app_secret', 'the-jitsi-secret-of-practice-1-0123456789')",
  );
  const { janes } = await links();
  const embedded = janes.replace('https://meet.example.org', `${clinic.url}/meet`);
  expect((await open(embedded)).status).toBe(200);
  await clinic.john.end('123');
  const { status, facts, text, policy } = await open(embedded);
  expect([status, facts]).toEqual([403, { roomName: 'apt123', refused: 'ENDED' }]);
  expect(`${text}${JSON.stringify(policy)}`).not.toContain('example.org');
});

test('a link of before opens no visit that is held again', async () => {
  const { johns, janes } = await links();
  await clinic.john.end('123');
  await clinic.em.execute("update appointments set status = 'SCHEDULED' where id = 123");
  for (const link of [johns, janes]) expect(await open(link)).toMatchObject(ENDED);
  await clinic.john.start('123');
  for (const link of [johns, janes]) {
    expect(await open(link)).toMatchObject(ENDED);
    expect(await (await enter(link)).closed).toBe(GONE);
  }
  const { data } = await clinic.jane.join('123');
  expect((await open(String(data?.joinTelehealth.meetingUrl))).status).toBe(200);
});

test('a token of the release before, which names no session, opens a session of that release alone', async () => {
  const { janes } = await links();
  const url = new URL(janes);
  const { context, ...claims } = decodeJwt(url.searchParams.get('jwt') ?? '');
  const { user } = Object(context);
  const old = await new SignJWT({ ...claims, context: { user } })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode('readyroom-demo-practice-room-key-not-for-production'));
  url.searchParams.set('jwt', old);
  expect(await open(url.href)).toMatchObject(ENDED);
  await clinic.em.execute('update telehealth_sessions set id = appointment_id');
  expect((await open(url.href)).status).toBe(200);
});

test('who holds a forged link learns nothing of an end', async () => {
  const { janes } = await links();
  await clinic.john.end('123');
  expect(await refusal(`${janes.slice(0, -4)}AAAA`)).toBe(403);
  expect((await open(`${janes.slice(0, -4)}AAAA`)).facts).toEqual({
    roomName: 'apt123',
    refused: 'NOT_A_TOKEN',
  });
});
