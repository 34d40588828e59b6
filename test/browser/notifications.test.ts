import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from '../support/browser/browser.ts';
import { signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const JOHN = 'Dr. John Smith';
const PROMISE = 'You get a notification when it starts.';

/** Jane in the waiting room, in a browser that a script has changed. */
async function wait(script?: (page: Page) => Promise<unknown>, options = {}) {
  const id = await clinic.bookToday();
  const jane = await browser.visit('about:blank', options);
  await script?.(jane.page);
  await jane.page.goto(`${clinic.url}/visits/${id}`);
  await signInAs(jane, 'Jane Doe');
  await jane.page.getByRole('heading', { name: 'Waiting room' }).waitFor();
  return { id, jane };
}

/** Makes the window one that is covered, which cannot be had without a screen. */
const hide = (page: Page) => page.evaluate("Object.defineProperty(document, 'hidden', { value: true })");

const shownIn = (page: Page) =>
  page.evaluate(async () => {
    const { getNotifications } = await navigator.serviceWorker.ready.then((worker) => ({
      getNotifications: () => worker.getNotifications(),
    }));
    return (await getNotifications()).map(({ title, body }) => [title, body]);
  });

/** As in Chrome on Android. */
const refuseConstructor = (page: Page) =>
  page.addInitScript(() => {
    window.Notification = new Proxy(window.Notification, {
      construct() {
        throw new TypeError('Illegal constructor. Use ServiceWorkerRegistration.showNotification() instead.');
      },
    });
  });

test('whoever looks elsewhere while waiting gets a notification of their system, on Android, too', async () => {
  const { id, jane } = await wait(refuseConstructor);
  await jane.page.getByText(PROMISE).waitFor();
  await hide(jane.page);
  const john = await browser.visit(`${clinic.url}/visits/${id}`);
  await signInAs(john, JOHN);
  await john.page.getByRole('button', { name: 'Start video call' }).click();
  await expect
    .poll(() => shownIn(jane.page))
    .toEqual([[`Your provider is ready: ${JOHN}`, 'Your video visit has started. Open this page to join.']]);

  // A click on it shows the tab. Only a real click may do so, and it cannot be had without a screen.
  const [worker] = jane.page.context().serviceWorkers();
  const focused = await worker?.evaluate(`new Promise(async (resolve) => {
    WindowClient.prototype.focus = async function () { resolve(new URL(this.url).pathname); };
    const [notification] = await registration.getNotifications();
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  })`);
  expect(focused).toBe(`/visits/${id}`);
  expect(jane.complaints).toEqual([]);
});

test.each([
  ['shows none', (page: Page) => page.addInitScript('delete window.Notification')],
  ['has no service workers', (page: Page) => page.addInitScript('delete Navigator.prototype.serviceWorker')],
  [
    'refuses them',
    (page: Page) =>
      page.addInitScript(() => {
        navigator.serviceWorker.register = () => Promise.reject(new DOMException('', 'SecurityError'));
      }),
  ],
])('a browser that %s promises no notification', async (_what, script) => {
  const { jane } = await wait(script);
  await jane.page
    .getByText('This browser shows no notifications. Keep this page open: it plays a sound.')
    .waitFor();
  expect(await jane.page.getByText(PROMISE).count()).toBe(0);
});

test('the screen stays on in the waiting room and in the call, also after one has looked elsewhere', async () => {
  const { id, jane } = await wait((page) =>
    page.addInitScript(() => {
      const locks = { taken: 0 };
      Object.assign(window, { locks });
      Object.defineProperty(Navigator.prototype, 'wakeLock', {
        value: {
          async request() {
            locks.taken += 1;
            return { release: async () => undefined };
          },
        },
      });
    }),
  );
  const taken = () => jane.page.evaluate('locks.taken');
  await expect.poll(taken).toBe(1);
  await jane.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await expect.poll(taken).toBe(2);
  const john = await browser.visit(`${clinic.url}/visits/${id}`);
  await signInAs(john, JOHN);
  await john.page.getByRole('button', { name: 'Start video call' }).click();
  await jane.page.getByRole('button', { name: 'Join video call' }).click();
  await expect.poll(taken).toBe(3);
  await jane.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await expect.poll(taken).toBe(4);
});
