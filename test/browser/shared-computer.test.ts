import { expect, test } from 'vitest';
import { anotherTab, useBrowser, type Visitor } from '../support/browser/browser.ts';
import { signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const JANE = 'Jane Doe';

async function tabOf(visitor: Visitor, name: string) {
  const tab = await anotherTab(visitor, clinic.url);
  await signInAs(tab, name);
  return tab;
}

test('signing out in one tab signs the same person out in every tab', async () => {
  await clinic.bookToday();
  const one = await browser.visit(clinic.url);
  await signInAs(one, JANE);
  const two = await tabOf(one, JANE);
  const johns = await tabOf(one, 'Dr. John Smith');
  await one.page.getByRole('button', { name: 'Sign out' }).click();
  await two.page.getByRole('alert').filter({ hasText: 'You have signed out in another window.' }).waitFor();
  expect(await two.page.getByText('Your next appointment').count()).toBe(0);
  // In the demo clinic another tab may be somebody else.
  await johns.page.getByRole('heading', { name: 'Schedule' }).waitFor();
  await two.page.reload();
  await two.page.getByRole('heading', { name: 'Who are you today?' }).waitFor();
});

/** Somebody at the portal whose clock the test moves on. */
async function arriveWithClock(path = '/') {
  const visitor = await browser.visit('about:blank');
  await visitor.page.clock.install();
  await visitor.page.goto(clinic.url + path);
  await signInAs(visitor, JANE);
  return visitor;
}

test('who does nothing for 15 minutes is signed out, after a warning, and who comes back in time is not', async () => {
  await clinic.bookToday();
  const { page } = await arriveWithClock();
  await page.clock.fastForward('14:10');
  const warning = page.getByRole('alert').filter({ hasText: 'You will be signed out in a minute' });
  await warning.getByRole('button', { name: 'Stay signed in' }).click();
  await warning.waitFor({ state: 'detached' });
  await page.clock.fastForward('14:10');
  await warning.waitFor();
  await page.clock.fastForward('01:00');
  await page.getByRole('alert').filter({ hasText: 'nobody used the portal for 15 minutes' }).waitFor();
});

test('who is in the waiting room is not signed out', async () => {
  const id = await clinic.bookToday();
  const { page } = await arriveWithClock(`/visits/${id}`);
  await page.getByRole('heading', { name: 'Waiting room' }).waitFor();
  await page.clock.fastForward('40:00');
  await page.clock.runFor(6_000);
  expect(await page.getByText('You will be signed out').count()).toBe(0);
  await page.getByRole('heading', { name: 'Waiting room' }).waitFor();
});
