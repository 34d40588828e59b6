import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { barriersOf } from '../support/browser/browser.ts';
import { meetingUrls, useMeetings } from '../support/browser/meeting.ts';
import { useClinic } from '../support/clinic.ts';

const clinic = useClinic();
const { visit, photograph } = useMeetings(clinic);

/** What external_api.js does, as far as the page can tell: it frames the meeting, and says what happens in it. */
const EXTERNAL_API = `
  window.jitsiScript = document.currentScript.src;
  window.JitsiMeetExternalAPI = class {
    constructor(domain, { parentNode, ...options }) {
      this.frame = Object.assign(document.createElement('iframe'), { src: new URL('/meeting', window.jitsiScript).href });
      this.listeners = {};
      parentNode.append(this.frame);
      window.jitsi = { domain, options, emit: (event, data) => this.listeners[event]?.(data) };
    }
    on(event, listener) { this.listeners[event] = listener; }
    getIFrame() { return this.frame; }
    dispose() { this.frame.remove(); }
  };
`;

/** A Jitsi server of the practice's own, which may be down. */
async function openJitsi(settings: Record<string, string> = {}) {
  const jitsi = { isDown: false };
  const server = createServer((request, response) => {
    if (jitsi.isDown) return response.writeHead(502).end();
    if (request.url === '/external_api.js')
      return response.setHeader('content-type', 'text/javascript').end(EXTERNAL_API);
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><html lang="en"><title>Meeting</title><p>The meeting itself</p>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const all = {
    'jitsi.server_url': origin,
    'jitsi.app_secret': 'the-jitsi-secret-of-practice-1-0123456789',
    ...settings,
  };
  for (const [key, value] of Object.entries(all))
    await clinic.em.execute('insert into org_config values (1, ?, ?)', [key, value]);
  const { johns, janes } = await meetingUrls(clinic);
  const embedded = (url: string) => `${clinic.url}/meet${new URL(url).pathname}${new URL(url).search}`;
  return Object.assign(jitsi, { origin, johns: embedded(johns), janes: embedded(janes) });
}

interface Stub {
  domain: string;
  options: {
    roomName: string;
    jwt: string;
    lang: string;
    configOverwrite: Record<string, unknown> & { toolbarButtons: string[] };
  };
  emit(event: string, data?: object): void;
}
const stub = (page: Page) =>
  page
    .waitForFunction(() => 'jitsi' in window)
    .then(() => page.evaluate(() => (window as unknown as { jitsi: Stub }).jitsi));
const emit = (page: Page, event: string) =>
  page.evaluate((name) => (window as unknown as { jitsi: Stub }).jitsi.emit(name), event);

test('with a Jitsi server, the meeting is embedded from there with what a visit needs, and nothing else is reached', async () => {
  const jitsi = await openJitsi();
  const { page, complaints } = await visit(jitsi.johns);
  const { domain, options } = await stub(page);
  expect(domain).toBe(new URL(jitsi.origin).host);
  expect(options).toMatchObject({
    roomName: 'apt123',
    lang: 'en',
    jwt: new URL(jitsi.johns).searchParams.get('jwt'),
  });
  expect(options.configOverwrite).toMatchObject({
    resolution: 720,
    constraints: { video: { height: { ideal: 720, max: 720, min: 240 } } },
    prejoinConfig: { enabled: false },
    disableDeepLinking: true,
    localRecording: { disable: true },
    recordingService: { enabled: false },
    e2ee: { disabled: true },
  });
  for (const button of ['recording', 'livestreaming', 'closedcaptions', 'security', 'invite'])
    expect(options.configOverwrite.toolbarButtons).not.toContain(button);
  await page.frameLocator('iframe').getByText('The meeting itself').waitFor();
  expect(await page.locator('iframe').getAttribute('title')).toBe('Video visit');
  expect(await barriersOf(page)).toEqual([]);
  const elsewhere = await page.evaluate(
    (src) =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
          resolve(effectiveDirective),
        );
        document.head.append(Object.assign(document.createElement('script'), { src }));
      }),
    'http://127.0.0.1:9/external_api.js',
  );
  expect(elsewhere).toBe('script-src-elem');
  expect(complaints.splice(0)).toEqual([
    expect.stringContaining("violates the following Content Security Policy directive: \"script-src 'self'"),
  ]);
});

test('what the practice allows is offered to the provider, and recording to nobody else', async () => {
  const jitsi = await openJitsi({
    'jitsi.features.recording': 'true',
    'jitsi.features.transcription': 'true',
    'jitsi.e2ee': 'true',
  });
  const john = await visit(jitsi.johns);
  const jane = await visit(jitsi.janes);
  const johns = (await stub(john.page)).options.configOverwrite;
  expect(johns).toMatchObject({
    recordingService: { enabled: true },
    transcription: { enabled: true },
    e2ee: { disabled: false },
  });
  expect(johns.toolbarButtons).toEqual(expect.arrayContaining(['recording', 'closedcaptions', 'security']));
  const janes = (await stub(jane.page)).options.configOverwrite;
  expect(janes).toMatchObject({
    recordingService: { enabled: false },
    transcription: { enabled: false },
    e2ee: { disabled: false },
  });
  expect(janes.toolbarButtons).not.toContain('recording');
});

test('whoever hangs up in Jitsi has left, and can come back', async () => {
  const jitsi = await openJitsi();
  const { page } = await visit(jitsi.janes);
  await stub(page);
  await emit(page, 'videoConferenceJoined');
  await emit(page, 'videoConferenceLeft');
  await emit(page, 'readyToClose');
  await page.getByRole('heading', { name: 'You have left the visit' }).waitFor();
  expect(await page.locator('iframe').count()).toBe(0);
  await page.getByRole('button', { name: 'Rejoin' }).click();
  await page.frameLocator('iframe').getByText('The meeting itself').waitFor();
});

test('a Jitsi server that cannot be reached is said to be so, and tried again', async () => {
  const jitsi = await openJitsi();
  jitsi.isDown = true;
  const { page } = await visit(jitsi.janes);
  await page.getByRole('heading', { name: 'The video service cannot be reached' }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await photograph(page, 'jitsi-down-desktop');
  jitsi.isDown = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.frameLocator('iframe').getByText('The meeting itself').waitFor();
});
