import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { barriersOf, useBrowser } from '../support/browser/browser.ts';
import { signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

/** Dr. Smith in a call, in a browser that a script has changed. */
async function start(script?: (page: Page) => Promise<unknown>) {
  const id = await clinic.bookToday();
  const john = await browser.visit('about:blank');
  await script?.(john.page);
  await john.page.goto(`${clinic.url}/visits/${id}`);
  await signInAs(john, 'Dr. John Smith');
  await john.page.getByRole('button', { name: 'Start video call' }).click();
  await john.page.getByRole('button', { name: 'Copy patient link' }).waitFor();
  return john;
}

test('that the link was copied is said for some seconds, and nothing moves', async () => {
  const { page, complaints } = await start();
  const button = page.getByRole('button', { name: 'End visit' });
  const before = await button.boundingBox();
  await page.getByRole('button', { name: 'Copy patient link' }).click();
  const copied = page.locator('.toast').getByText('Send it to the patient only.');
  await copied.waitFor();
  expect(await button.boundingBox()).toEqual(before);
  await copied.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test.each([
  // Pages over plain HTTP have none.
  ['has no clipboard', (page: Page) => page.addInitScript('delete Navigator.prototype.clipboard')],
  [
    'refuses the clipboard',
    (page: Page) =>
      page.addInitScript(() => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
      }),
  ],
])('a browser that %s shows the link to copy', async (_what, script) => {
  const { page, complaints } = await start(script);
  await page.getByRole('button', { name: 'Copy patient link' }).click();
  const link = await page.getByRole('textbox', { name: 'Patient link' }).inputValue();
  expect(link).toMatch(/\/meet\/apt123\?jwt=ey/);
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Hide the link' }).click();
  expect(await page.getByRole('textbox', { name: 'Patient link' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
