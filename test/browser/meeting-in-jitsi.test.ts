import { expect, test } from 'vitest';
import { barriersOf } from '../support/browser/browser.ts';
import { emit, JITSI_PAGE, jitsiIn, meetAt, servePages } from '../support/browser/jitsi-page.ts';
import { useMeetings } from '../support/browser/meeting.ts';
import { useClinic } from '../support/clinic.ts';

const clinic = useClinic();
const { visit, photograph } = useMeetings(clinic);

/** A Jitsi server of the practice's own, which may be down. */
async function openJitsi(settings: Record<string, string> = {}) {
  const jitsi = await servePages(() => JITSI_PAGE);
  return Object.assign(jitsi, await meetAt(clinic, jitsi.origin, settings));
}

test('with a Jitsi server, the meeting is embedded from there with what a visit needs, and nothing else is reached', async () => {
  const jitsi = await openJitsi();
  const { page, complaints, requests } = await visit(jitsi.johns);
  const { hash, search, path } = await jitsiIn(page);
  expect(path).toBe('/apt123');
  expect(Object.fromEntries(new URLSearchParams(search))).toEqual({
    jwt: new URL(jitsi.johns).searchParams.get('jwt'),
    lang: 'en',
  });
  expect(hash).toMatchObject({
    'config.resolution': 720,
    'config.constraints': { video: { height: { ideal: 720, max: 720, min: 240 } } },
    'config.prejoinConfig': { enabled: false },
    'config.disableDeepLinking': true,
    'config.localRecording': { disable: true },
    'config.recordingService': { enabled: false },
    'config.e2ee': { disabled: true },
  });
  for (const button of ['recording', 'livestreaming', 'closedcaptions', 'security', 'invite'])
    expect(hash['config.toolbarButtons']).not.toContain(button);
  expect(await page.locator('iframe').getAttribute('title')).toBe('Video visit');
  expect(await barriersOf(page)).toEqual([]);
  const origins = new Set(requests.map((url) => new URL(url).origin));
  expect([...origins].sort()).toEqual([clinic.url, jitsi.origin].sort());
  expect(jitsi.asked.filter((asked) => asked.includes('.js'))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('what the practice allows is offered to the provider, and recording to nobody else', async () => {
  const jitsi = await openJitsi({
    'jitsi.features.recording': 'true',
    'jitsi.features.transcription': 'true',
    'jitsi.e2ee': 'true',
  });
  const john = await visit(jitsi.johns);
  const jane = await visit(jitsi.janes);
  const johns = (await jitsiIn(john.page)).hash;
  expect(johns).toMatchObject({
    'config.recordingService': { enabled: true },
    'config.transcription': { enabled: true },
    'config.e2ee': { disabled: false },
  });
  expect(johns['config.toolbarButtons']).toEqual(
    expect.arrayContaining(['recording', 'closedcaptions', 'security']),
  );
  const janes = (await jitsiIn(jane.page)).hash;
  expect(janes).toMatchObject({
    'config.recordingService': { enabled: false },
    'config.transcription': { enabled: false },
    'config.e2ee': { disabled: false },
  });
  expect(janes['config.toolbarButtons']).not.toContain('recording');
});

test('Jitsi may use the camera and the microphone, and takes those that were chosen in the device check', async () => {
  const jitsi = await openJitsi();
  const { page } = await visit(jitsi.janes);
  await jitsiIn(page);
  const frame = page.frames().at(-1);
  expect(
    await frame?.evaluate(
      'navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then((stream) => stream.getTracks().length)',
    ),
  ).toBe(2);
  await page.evaluate(() =>
    localStorage.setItem('readyroom.camera', '{ "deviceId": "here", "label": "Integrated Camera" }'),
  );
  await emit(page, 'video-conference-joined');
  await expect
    .poll(async () => (await jitsiIn(page)).requests)
    .toEqual([
      {
        type: 'request',
        id: 1,
        data: {
          type: 'devices',
          name: 'setDevice',
          device: { kind: 'videoinput', id: 'here', label: 'Integrated Camera' },
        },
      },
    ]);
});

test('whoever hangs up in Jitsi has left, and can come back', async () => {
  const jitsi = await openJitsi();
  const { page } = await visit(jitsi.janes);
  await jitsiIn(page);
  await emit(page, 'video-conference-joined');
  await emit(page, 'video-conference-left');
  await emit(page, 'video-ready-to-close');
  await page.getByRole('heading', { name: 'You have left the visit' }).waitFor();
  expect(await page.locator('iframe').count()).toBe(0);
  await page.getByRole('button', { name: 'Rejoin' }).click();
  await jitsiIn(page);
});

test('after the end nobody comes back to Jitsi by an old link', async () => {
  const jitsi = await openJitsi();
  const { page } = await visit(jitsi.janes);
  await jitsiIn(page);
  await emit(page, 'video-ready-to-close');
  await page.getByRole('button', { name: 'Rejoin' }).waitFor();
  await clinic.john.end('123');
  await page.getByRole('heading', { name: 'This visit has ended' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'This visit has ended' }).waitFor();
  expect(await page.locator('iframe').count()).toBe(0);
});

test('a visit that ends here takes everybody out of Jitsi’s frame at once', async () => {
  const jitsi = await openJitsi();
  const { page } = await visit(jitsi.janes);
  await jitsiIn(page);
  await emit(page, 'video-conference-joined');
  await clinic.john.end('123');
  await page.getByRole('heading', { name: 'This visit has ended' }).waitFor();
  expect(await page.locator('iframe').count()).toBe(0);
});

test('the page around the meeting is told when the first other person comes and when the last one goes', async () => {
  const jitsi = await openJitsi();
  const { page } = await visit(`${clinic.url}/meet/none`);
  await page.evaluate((src) => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    window.addEventListener('message', ({ data }) => data.type === 'meeting' && told.push(data.event));
    document.body.replaceChildren(Object.assign(document.createElement('iframe'), { src }));
  }, jitsi.janes);
  const inner = page.frameLocator('iframe').frameLocator('iframe');
  await inner.getByText('The meeting itself').waitFor();
  const frame = page.frames().find((found) => found.url().startsWith(jitsi.origin));
  for (const [name, id] of [
    ['video-conference-joined', 'own'],
    ['participant-joined', 'john'],
    ['participant-joined', 'interpreter'],
    ['participant-left', 'john'],
    ['participant-left', 'interpreter'],
  ])
    await frame?.evaluate(`jitsi.emit('${name}', { id: '${id}' })`);
  await expect.poll(() => page.evaluate('told')).toEqual(['joined', 'participantJoined', 'participantLeft']);
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
  await jitsiIn(page);
});

test('a Jitsi at the address of the page itself is not shown, where a proxy hides that address from the server', async () => {
  const { johns } = await meetAt(clinic, 'http://clinic.test');
  const { page } = await visit('about:blank');
  await page.route('http://clinic.test/**', async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: clinic.url + pathname + search }) });
  });
  await page.goto(johns.replace(clinic.url, 'http://clinic.test'));
  await page.getByRole('heading', { name: 'The video service cannot be reached' }).waitFor();
  expect(await page.locator('iframe').count()).toBe(0);
});
