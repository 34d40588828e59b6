import { expect, test } from 'vitest';
import { useBrowser } from '../support/browser/browser.ts';
import { hostileFrame, hostilePageAt, lootIn } from '../support/browser/hostile-jitsi.ts';
import { servePages } from '../support/browser/jitsi-page.ts';
import { signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

// The organization's video server belongs to an attacker, or has been broken into.

const clinic = useDemoClinic();
const browser = useBrowser();

/** Dr. Smith in the portal, in the call that the hostile server shows. */
async function meetHostileServer() {
  const { origin } = await servePages(hostilePageAt);
  for (const [key, value] of [
    ['jitsi.server_url', origin],
    ['jitsi.app_secret', 'the-jitsi-secret-of-practice-1-0123456789'],
  ])
    await clinic.em.execute('insert into org_config values (1, ?, ?)', [key, value]);
  await clinic.bookToday();
  const john = await browser.visit(`${clinic.url}/visits/123`);
  await signInAs(john, 'Dr. John Smith');
  await john.page.getByRole('button', { name: 'Start video call' }).click();
  const frame = await hostileFrame(john.page, origin);
  return { ...john, frame, origin };
}

test('it reads nothing of the pages around it: no text, no storage, no token', async () => {
  const { page } = await meetHostileServer();
  // Requests with the caller's token, after whatever the server's scripts have done.
  await page.getByLabel('Subjective').fill('Cough since Monday');
  await page.getByText(/^Saved at/).waitFor();
  expect(await lootIn(page)).toEqual([]);
});

test('it gets what a call needs: the camera and the microphone', async () => {
  const { frame } = await meetHostileServer();
  const tracks = `navigator.mediaDevices.getUserMedia({ audio: true, video: true })
    .then((stream) => stream.getTracks().map(({ kind }) => kind))`;
  expect(await frame.evaluate(tracks)).toEqual(['audio', 'video']);
});

test('none of its scripts runs in a page of ours', async () => {
  const { page, origin } = await meetHostileServer();
  const ours = page.frames().filter((frame) => frame.url().startsWith(clinic.url));
  expect(ours).toHaveLength(2);
  for (const frame of ours)
    expect(
      await frame.evaluate((server) => {
        const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
        const scripts = [...document.scripts]
          .map(({ src }) => src)
          .concat(loaded.filter((name) => name.endsWith('.js')));
        return scripts.filter((src) => src.startsWith(server));
      }, origin),
    ).toEqual([]);
});

test('it leads no page away but its own, not even when somebody has clicked in it', async () => {
  const { page, frame, origin } = await meetHostileServer();
  const addresses = () =>
    page
      .frames()
      .slice(0, 2)
      .map((one) => one.url().split('?')[0]);
  const before = addresses();
  const lead = `
    for (const target of [() => top, () => parent])
      try { target().location = '${origin}/away'; } catch {}
    try { window.open('${origin}/away', '_top'); } catch {}
    try { window.open('${origin}/away', '_parent'); } catch {}
  `;
  await frame.evaluate(lead);
  const refused = page.waitForEvent('console', {
    predicate: (message) => message.text().includes('Unsafe attempt to initiate navigation'),
  });
  await frame.evaluate(`document.querySelector('button').onclick = () => { ${lead} }`);
  await frame.getByRole('button', { name: 'Click me' }).click();
  await refused;
  expect(addresses()).toEqual(before);
  await page.getByLabel('Subjective').fill('Still here');
});

test('a window that it opens knows nothing of ours', async () => {
  const { page, frame, origin } = await meetHostileServer();
  const opening = page.context().waitForEvent('page');
  await frame.evaluate(`document.querySelector('button').onclick = () => open('${origin}/window')`);
  await frame.getByRole('button', { name: 'Click me' }).click();
  const opened = await opening;
  await opened.waitForLoadState();
  expect(await lootIn(opened)).toEqual([]);
  expect(await opened.evaluate('opener')).toBeNull();
});

const LEFT = { type: 'meeting', event: 'left' };
const CLOSED = JSON.stringify({
  postis: true,
  scope: 'jitsi_meet_external_api_0',
  method: 'message',
  params: { type: 'event', data: { name: 'video-ready-to-close' } },
});

test('messages move nothing unless they come from its frame, to the page that frames it', async () => {
  const { page, frame } = await meetHostileServer();
  const elsewhere = await servePages(() => '<!doctype html><title>Elsewhere</title>');
  // To the portal, as if they came from the page of the call. To that page, as if they came from Jitsi.
  await frame.evaluate(
    async ({ left, closed, other }) => {
      top?.postMessage(left, '*');
      parent.postMessage(left, '*');
      for (const src of ['/inside', other]) {
        const inner = document.body.appendChild(document.createElement('iframe'));
        inner.src = src;
        await new Promise((resolve) => inner.addEventListener('load', resolve));
      }
      const inner = window[0] as Window & { eval(script: string): void }; // of the same server
      inner.eval(`parent.parent.postMessage(${JSON.stringify(closed)}, '*')`);
    },
    { left: LEFT, closed: CLOSED, other: elsewhere.origin },
  );
  const foreign = page.frames().find((one) => one.url().startsWith(elsewhere.origin));
  await foreign?.evaluate((closed) => window.parent.parent.postMessage(closed, '*'), CLOSED);
  for (const nonsense of ['no JSON', '{"scope":1}', null, { postis: true }])
    await frame.evaluate((message) => window.parent.postMessage(message, '*'), nonsense);
  await page.getByLabel('Subjective').fill('Still in the call');
  await page.getByText(/^Saved at/).waitFor();
  expect(page.frames()).toContain(frame);

  await frame.evaluate((closed) => window.parent.postMessage(closed, '*'), CLOSED);
  await expect.poll(() => page.frames().includes(frame)).toBe(false);
});

test.each([
  ['the portal', '/visits/123'],
  ['the sign-in', '/signed-in'],
  ['another meeting', '/meet/apt124'],
  ['its own', '/meet/apt123'],
])('it cannot show %s in its frame, nor in a frame of its own', async (_what, path) => {
  const { page, frame, origin } = await meetHostileServer();
  const address = clinic.url + path;
  const inner = page.waitForEvent('framenavigated', (one) => one.parentFrame() === frame);
  await frame.evaluate((src) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src }));
  }, address);
  expect((await inner).url()).not.toContain(address);
  const turned = page.waitForEvent('framenavigated', (one) => one === frame);
  await frame.evaluate((src) => {
    window.location.href = src;
  }, address);
  expect((await turned).url()).not.toContain(address);
  expect(await lootIn(page)).toEqual([]);
  expect(
    page
      .frames()
      .map((one) => one.url())
      .filter((url) => url.startsWith(origin)),
  ).toEqual([]);
});
