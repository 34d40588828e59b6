import { decodeJwt, SignJWT } from 'jose';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { barriersOf } from '../support/browser/browser.ts';
import { control, meetingUrls, moves, pictureOf, useMeetings } from '../support/browser/meeting.ts';
import { useClinic } from '../support/clinic.ts';

const clinic = useClinic();
const { visit, meet, photograph } = useMeetings(clinic);

test('each sees and hears that the other is there', async () => {
  const { john, jane } = await meet();
  expect(await john.getByText('Jane Doe is here.').count()).toBe(1);
  expect(
    await jane.getByText('Practice room, for trying things out. Not for real patients.').isVisible(),
  ).toBe(true);
  const isSilent = pictureOf(john, 'Jane Doe').evaluate(
    (video: HTMLVideoElement) =>
      video.srcObject instanceof MediaStream && video.srcObject.getAudioTracks().every(({ muted }) => muted),
  );
  expect(await isSilent).toBe(false);
});

test('turning camera and microphone off is seen by the other, and undone', async () => {
  const { john, jane } = await meet();
  await control(jane, 'Camera').click();
  await john.getByText('Camera is off').waitFor();
  expect(await control(jane, 'Camera').getAttribute('aria-pressed')).toBe('false');
  await photograph(john, 'camera-off-desktop');
  expect(await barriersOf(john)).toEqual([]);
  await control(jane, 'Camera').click();
  await moves(pictureOf(john, 'Jane Doe'));
  await control(jane, 'Microphone').click();
  await john.getByText('Microphone is off').waitFor();
  await control(jane, 'Microphone').click();
  await john.getByText('Microphone is off').waitFor({ state: 'detached' });
});

/** Nobody is there to choose a screen: it is one of slowly changing colour. */
const giveScreen = (page: Page) =>
  page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 400 });
    const context = canvas.getContext('2d');
    setInterval(() => {
      if (!context) return;
      context.fillStyle = `hsl(${performance.now() / 20} 50% 50%)`;
      context.fillRect(0, 0, 640, 400);
    }, 50);
    navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream();
  });

test('a shared screen is seen by the other until it is ended', async () => {
  const { john, jane } = await meet();
  await giveScreen(john);
  await control(john, 'Share screen').click();
  await jane.getByText('Dr. John Smith is sharing a screen').waitFor();
  expect(await control(john, 'Share screen').getAttribute('aria-pressed')).toBe('true');
  await moves(pictureOf(jane, 'Dr. John Smith'));
  await photograph(jane, 'screen-desktop');
  await control(john, 'Share screen').click();
  await jane.getByText('Dr. John Smith is sharing a screen').waitFor({ state: 'detached' });
  await moves(pictureOf(jane, 'Dr. John Smith'));
});

test('a shared screen ends with the browser’s own button, too', async () => {
  const { john, jane } = await meet();
  await giveScreen(john);
  await control(john, 'Share screen').click();
  await jane.getByText('Dr. John Smith is sharing a screen').waitFor();
  await john.getByLabel('Your own picture').evaluate((video: HTMLVideoElement) => {
    const [screen] = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
    screen?.dispatchEvent(new Event('ended'));
  });
  await jane.getByText('Dr. John Smith is sharing a screen').waitFor({ state: 'detached' });
  expect(await control(john, 'Share screen').getAttribute('aria-pressed')).toBe('false');
});

test('what one writes, the other reads, and is told of while the chat is closed', async () => {
  const { john, jane } = await meet();
  await control(jane, 'Chat').click();
  await jane.getByLabel('Your message').fill('Lisinopril 10 mg');
  await jane.keyboard.press('Enter');
  await control(john, 'Chat 1 unread').waitFor();
  await photograph(john, 'unread-desktop');
  await control(john, /Chat/).click();
  await john.getByRole('log', { name: 'Messages' }).getByText('Lisinopril 10 mg').waitFor();
  await john.getByLabel('Your message').fill('Thank you');
  await john.getByRole('button', { name: 'Send' }).click();
  await jane.getByRole('log').getByText('Thank you').waitFor();
  expect(await control(john, 'Chat').getAttribute('aria-expanded')).toBe('true');
  await photograph(john, 'chat-desktop');
  expect(await barriersOf(john)).toEqual([]);
  await john.keyboard.press('Escape');
  expect(await control(john, 'Chat').evaluate((element) => element === document.activeElement)).toBe(true);
});

test('whoever leaves is told so and can come back; the other is told, too', async () => {
  const { john, jane } = await meet();
  await control(jane, 'Leave').click();
  await jane.getByRole('heading', { name: 'You have left the visit' }).waitFor();
  expect(await barriersOf(jane)).toEqual([]);
  await photograph(jane, 'left-desktop');
  await john.getByText('Jane Doe has left.').waitFor();
  await jane.getByRole('button', { name: 'Rejoin' }).click();
  await moves(pictureOf(john, 'Jane Doe'));
  await moves(pictureOf(jane, 'Dr. John Smith'));
});

test('reloading the page comes back into the call', async () => {
  const { john, jane } = await meet();
  await john.reload();
  await moves(pictureOf(john, 'Jane Doe'));
  await moves(pictureOf(jane, 'Dr. John Smith'));
});

test('a second window takes the visit over, and the first one says so and can take it back', async () => {
  const { john, jane, urls } = await meet();
  const second = await visit(urls.janes);
  await jane.getByRole('heading', { name: 'The visit was opened in another window' }).waitFor();
  await moves(pictureOf(john, 'Jane Doe'));
  await moves(pictureOf(second.page, 'Dr. John Smith'));
  await jane.getByRole('button', { name: 'Use this window' }).click();
  await moves(pictureOf(jane, 'Dr. John Smith'));
  await second.page.getByRole('heading', { name: 'The visit was opened in another window' }).waitFor();
});

test('when the link has run out, the visit is over', async () => {
  const { janes } = await meetingUrls(clinic);
  const url = new URL(janes);
  const claims = {
    ...decodeJwt(String(url.searchParams.get('jwt'))),
    exp: Math.floor(Date.now() / 1000) + 4,
  };
  const secret = new TextEncoder().encode('readyroom-demo-practice-room-key-not-for-production');
  url.searchParams.set(
    'jwt',
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret),
  );
  const { page } = await visit(url.href);
  await page.getByText('Waiting for your provider …').waitFor();
  await page.getByRole('heading', { name: 'Your time in this visit is over' }).waitFor();
  expect(await page.getByRole('button').count()).toBe(0);
});

test('while the server is away one is told, and comes back by oneself', async () => {
  const { johns, janes } = await meetingUrls(clinic);
  const { page: jane } = await visit('about:blank');
  let isAway = false;
  const gateways: { close(): Promise<void> }[] = [];
  await jane.routeWebSocket(/signal/, (gateway) => {
    if (isAway) return gateway.close();
    gateway.connectToServer();
    gateways.push(gateway);
  });
  await jane.goto(janes);
  const { page: john } = await visit(johns);
  await moves(pictureOf(jane, 'Dr. John Smith'));
  isAway = true;
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await jane.getByText('Reconnecting …').waitFor();
  isAway = false;
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
