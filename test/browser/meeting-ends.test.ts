import { decodeJwt, SignJWT } from 'jose';
import type { Page, WebSocketRoute } from 'playwright-core';
import { expect, test } from 'vitest';
import { Appointment } from '../../src/appointments/appointment.entity.ts';
import { barriersOf } from '../support/browser/browser.ts';
import { control, meetingUrls, moves, pictureOf, useMeetings } from '../support/browser/meeting.ts';
import { blockStorage } from '../support/browser/storage.ts';
import { useClinic } from '../support/clinic.ts';

const clinic = useClinic();

const { visit, meet, photograph } = useMeetings(clinic);

test('when the link has run out, the visit is over', async () => {
  const { janes } = await meetingUrls(clinic);
  const url = new URL(janes);
  const claims = {
    ...decodeJwt(String(url.searchParams.get('jwt'))),
    exp: Math.floor(Date.now() / 1000) + 12,
  };
  const secret = new TextEncoder().encode('readyroom-demo-practice-room-key-not-for-production');
  url.searchParams.set(
    'jwt',
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret),
  );
  const { page } = await visit(url.href);
  await page.getByText('Waiting for your provider …').waitFor();
  // The link lasts 12 s, and the server looks up to 2 s later.
  await page.getByRole('heading', { name: 'Your time in this visit is over' }).waitFor({ timeout: 15_000 });
  expect(await page.getByRole('button').count()).toBe(0);
});

test('when the provider ends the visit, the patient in the room is told so, and an old link says the same', async () => {
  const { johns, janes } = await meetingUrls(clinic);
  const { page: jane } = await visit(janes);
  await jane.getByText('Waiting for your provider …').waitFor();
  await clinic.john.end('123');
  await jane.getByRole('heading', { name: 'This visit has ended' }).waitFor();
  expect(await jane.getByRole('button').count()).toBe(0);
  expect(await barriersOf(jane)).toEqual([]);
  for (const link of [janes, johns]) {
    const { page } = await visit(link);
    await page.getByRole('heading', { name: 'This visit has ended' }).waitFor();
    expect(await page.getByRole('button').count()).toBe(0);
  }
});

/** Lets a test take away the page's connection to the practice room for a while. */
async function interruptibleSignal(page: Page) {
  let isAway = false;
  const gateways: WebSocketRoute[] = [];
  await page.routeWebSocket(/signal/, (gateway) => {
    if (isAway) return gateway.close();
    gateway.connectToServer();
    gateways.push(gateway);
  });
  return {
    async interrupt() {
      isAway = true;
      await Promise.all(gateways.map((gateway) => gateway.close()));
    },
    restore() {
      isAway = false;
    },
  };
}

test('a visit that ends while the patient’s connection is away has ended when it comes back', async () => {
  const { janes } = await meetingUrls(clinic);
  const { page: jane } = await visit('about:blank');
  const signal = await interruptibleSignal(jane);
  await jane.goto(janes);
  await jane.getByText('Waiting for your provider …').waitFor();
  await signal.interrupt();
  await jane.getByText('Reconnecting …').waitFor();
  await clinic.john.end('123');
  signal.restore();
  await jane.getByRole('heading', { name: 'This visit has ended' }).waitFor({ timeout: 15_000 });
});

test('whose visit the clinic gives to somebody else is told so, and not that it has ended', async () => {
  const { janes } = await meetingUrls(clinic);
  const { page } = await visit(janes);
  await page.getByText('Waiting for your provider …').waitFor();
  await clinic.em.nativeUpdate(Appointment, { id: 123 }, { patientId: 90 }); // as the EHR does
  // Nothing announces it, so the room looks within 30 s.
  await page.getByRole('heading', { name: 'This visit is no longer yours' }).waitFor({ timeout: 40_000 });
  expect(await page.getByRole('button').count()).toBe(0);
});

test('the token is not in the address, and a reload comes back all the same, also where nothing can be stored', async () => {
  const { johns, janes } = await meetingUrls(clinic);
  const { page: john } = await visit(johns);
  await john.getByText('Waiting for the patient …').waitFor();
  const { page: jane } = await visit('about:blank');
  await blockStorage(jane);
  await jane.goto(janes);
  for (const page of [john, jane]) {
    await moves(page.getByLabel('Picture of'));
    expect(page.url()).not.toContain('jwt');
    await page.reload();
    await moves(page.getByLabel('Picture of'));
    expect(page.url()).toBe(`${clinic.url}/meet/apt123`);
  }
});

test('a browser without WebRTC says so', async () => {
  const { janes } = await meetingUrls(clinic);
  const { page } = await visit('about:blank');
  await page.addInitScript('delete window.RTCPeerConnection');
  await page.goto(janes);
  await page.getByRole('heading', { name: 'This browser cannot make video calls' }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
});

test('while the server is away one is told, and comes back by oneself', async () => {
  const { johns, janes } = await meetingUrls(clinic);
  const { page: jane } = await visit('about:blank');
  const signal = await interruptibleSignal(jane);
  await jane.goto(janes);
  const { page: john } = await visit(johns);
  await moves(pictureOf(jane, 'Dr. John Smith'));
  await signal.interrupt();
  await jane.getByText('Reconnecting …').waitFor();
  signal.restore();
  await jane.getByText('Reconnecting …').waitFor({ state: 'detached', timeout: 15_000 });
  await moves(pictureOf(john, 'Jane Doe'));
  await moves(pictureOf(jane, 'Dr. John Smith'));
});

test.each(['johns', 'janes'] as const)('a connection that is mended from %s side goes on', async (side) => {
  const urls = await meetingUrls(clinic);
  const { page: jane } = await visit('about:blank');
  const { page: john } = await visit('about:blank');
  const mender = side === 'johns' ? john : jane;
  await mender.addInitScript(() => {
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(...options: ConstructorParameters<typeof RTCPeerConnection>) {
        super(...options);
        Object.assign(window, { connection: this });
      }
    };
  });
  await john.goto(urls.johns);
  await jane.goto(urls.janes);
  await moves(pictureOf(john, 'Jane Doe'));
  const credentials = () =>
    mender.evaluate<string>('connection.remoteDescription.sdp.match(/ice-ufrag:(.*)/)[1]');
  const before = await credentials();
  await mender.evaluate('connection.restartIce()');
  await expect.poll(credentials).not.toBe(before);
  await moves(pictureOf(john, 'Jane Doe'));
  await moves(pictureOf(jane, 'Dr. John Smith'));
});

test('a weak connection is told of, with what helps', async () => {
  const urls = await meetingUrls(clinic);
  const { page: jane } = await visit('about:blank');
  await jane.addInitScript(() => {
    const slow = new Map([['pair', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.9 }]]);
    RTCPeerConnection.prototype.getStats = async () => slow as unknown as RTCStatsReport;
  });
  await jane.goto(urls.janes);
  const { page: john } = await visit(urls.johns);
  await jane.getByText('Your connection is weak.').waitFor({ timeout: 15_000 });
  expect(await barriersOf(jane)).toEqual([]);
  await photograph(jane, 'weak-desktop');
  expect(await john.getByText('Your connection is weak.').count()).toBe(0);
});

test('everything can be done with the keyboard alone', async () => {
  const { john, jane } = await meet();
  for (const [index, name] of ['Microphone', 'Camera', 'Share screen', 'Chat', 'Leave'].entries()) {
    await jane.keyboard.press('Tab');
    const focused = await control(jane, name).evaluate((element) => element === document.activeElement);
    expect([index, name, focused]).toEqual([index, name, true]);
  }
  await control(jane, 'Camera').focus();
  await jane.keyboard.press('Space');
  await john.getByText('Camera is off').waitFor();
  await control(jane, 'Leave').focus();
  await jane.keyboard.press('Enter');
  await jane.getByRole('button', { name: 'Rejoin' }).waitFor();
  await jane.keyboard.press('Tab');
  await jane.keyboard.press('Enter');
  await moves(pictureOf(jane, 'Dr. John Smith'));
});

test('the page that frames the meeting is told what becomes of it', async () => {
  const { janes } = await meetingUrls(clinic);
  const { page } = await visit(`${clinic.url}/meet/none`);
  await page.evaluate((src) => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    window.addEventListener('message', ({ data, origin }) => told.push({ ...data, origin }));
    document.body.replaceChildren(
      Object.assign(document.createElement('iframe'), { src, allow: 'camera; microphone; display-capture' }),
    );
  }, janes);
  const told = () => page.evaluate(() => (window as unknown as { told: unknown[] }).told);
  await expect.poll(told).toEqual([{ type: 'meeting', event: 'joined', origin: clinic.url }]);
  await page.frameLocator('iframe').getByRole('button', { name: 'Leave' }).click();
  await expect.poll(told).toMatchObject([{ event: 'joined' }, { event: 'left' }]);
});
