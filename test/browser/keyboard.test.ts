import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Appointment } from '../../src/appointments/appointment.entity.ts';
import { SoapNote } from '../../src/notes/soap-note.entity.ts';
import { useBrowser } from '../support/browser/browser.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const MOST_STEPS = 60;
const hasFocus = (target: Locator) =>
  target.evaluate((element) => element === element.ownerDocument.activeElement);
/** The focus is somewhere, not on the page as a whole, from where the next Tab would begin all over. */
const keepsFocus = (page: Page) =>
  expect
    .poll(() => page.evaluate('document.activeElement !== null && document.activeElement !== document.body'))
    .toBe(true);

/** Goes on by Tab until it is there, without a mouse. */
async function reach(page: Page, target: Locator) {
  await target.waitFor();
  for (let step = 0; step < MOST_STEPS; step++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} cannot be reached by Tab`);
}

async function press(page: Page, target: Locator, key = 'Enter') {
  await reach(page, target);
  await page.keyboard.press(key);
}

test('both sides of a visit by keyboard alone, and the focus is never lost', async () => {
  const id = await clinic.bookToday();
  const { page: jane } = await browser.visit(clinic.url);
  const { page: john } = await browser.visit(clinic.url);

  await press(jane, jane.getByRole('button', { name: 'Sign in as Jane Doe' }), 'Space');
  await press(jane, jane.getByRole('button', { name: 'Go to the waiting room' }));
  await jane.getByRole('heading', { name: 'Waiting room' }).waitFor();
  await keepsFocus(jane);

  await press(john, john.getByRole('button', { name: 'Sign in as Dr. John Smith' }));
  await press(john, john.getByRole('button', { name: 'Start video call Jane Doe' }));
  await john.locator('iframe').waitFor();
  await keepsFocus(john);

  await jane.getByRole('button', { name: 'Join video call' }).waitFor();
  // The page has become another one, and whoever waited in it has not been thrown out of it.
  await keepsFocus(jane);
  await press(jane, jane.getByRole('button', { name: 'Join video call' }));
  await jane.locator('iframe').waitFor();
  await keepsFocus(jane);

  // Into the call and out of it again.
  const microphone = jane.frameLocator('iframe').getByRole('button', { name: 'Microphone' });
  await press(jane, microphone);
  await expect.poll(() => microphone.getAttribute('aria-pressed')).toMatch(/true|false/);

  await reach(john, john.getByLabel('Plan'));
  await john.keyboard.type('Rest');
  await john.getByText(/^Saved at/).waitFor();
  await press(john, john.getByRole('button', { name: 'End visit' }));
  const dialog = john.getByRole('alertdialog');
  await dialog.waitFor();
  await john.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  // Back where it was opened.
  expect(await hasFocus(john.getByRole('button', { name: 'End visit' }))).toBe(true);
  await john.keyboard.press('Enter');
  await press(john, dialog.getByRole('button', { name: 'End visit' }));
  await john.getByText('Visit ended').waitFor();
  await keepsFocus(john);
  await jane.getByRole('heading', { name: 'This visit has ended' }).waitFor();
  await keepsFocus(jane);
  await press(jane, jane.getByRole('button', { name: 'Back to appointments' }));
  await keepsFocus(jane);

  expect((await clinic.em.findOneOrFail(SoapNote, { appointmentId: Number(id) })).plan).toBe('Rest');
  expect((await clinic.em.findOneOrFail(Appointment, Number(id))).status).toBe('COMPLETED');
}, 60_000);

test('the tabs of the appointments go by arrow keys, and reading goes on where more was asked for', async () => {
  await clinic.bookToday();
  for (let days = 1; days <= 12; days++)
    await clinic.book({
      id: 200 + days,
      startsAt: new Date(Date.now() - days * 86_400_000),
      status: 'COMPLETED' as never,
    }); // as the EHR writes it
  const { page } = await browser.visit(clinic.url);
  await press(page, page.getByRole('button', { name: 'Sign in as Jane Doe' }));
  await reach(page, page.getByRole('tab', { name: 'Upcoming' }));
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Show more' }).waitFor();
  expect(await page.getByRole('link', { name: /^Summary/ }).count()).toBeLessThan(12);
  await press(page, page.getByRole('button', { name: 'Show more' }));
  await expect.poll(() => page.getByRole('link', { name: /^Summary/ }).count()).toBe(12);
  await keepsFocus(page);
});

test('whoever listens to the page hears that the provider is ready', async () => {
  const id = await clinic.bookToday();
  const { page: jane } = await browser.visit(clinic.url);
  await press(jane, jane.getByRole('button', { name: 'Sign in as Jane Doe' }));
  await jane.getByRole('heading', { name: 'Your appointments' }).waitFor();
  const region = jane.locator('[aria-live=assertive]');
  expect(await region.innerText()).toBe('');
  const { page: john } = await browser.visit(`${clinic.url}/visits/${id}`);
  await press(john, john.getByRole('button', { name: 'Sign in as Dr. John Smith' }));
  await press(john, john.getByRole('button', { name: 'Start video call' }));
  await expect.poll(() => region.innerText()).toBe('Your provider is ready: Dr. John Smith');
});
