import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Appointment } from '../../src/appointments/appointment.entity.ts';
import { demoAppointments } from '../../src/demo/appointments.ts';
import { OrgSetting } from '../../src/organizations/org-setting.entity.ts';
import { barriersOf, fitsTheScreen, SCREENS, useBrowser } from '../support/browser/browser.ts';
import { seesMovingPicture, signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const JOHN = 'Dr. John Smith';
const JANE = 'Jane Doe';

/** Looks at a page as it is now: by light and in the dark, at a desk and on a phone; no barrier, and nothing to scroll sideways. */
async function inspect(page: Page, name: string) {
  for (const colorScheme of ['dark', 'light'] as const) {
    // Without motion, so that no colour is caught on its way to another.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect([name, colorScheme, await barriersOf(page)]).toEqual([name, colorScheme, []]);
  }
  // The narrowest that WCAG 1.4.10 asks for, which is also a desk screen at 400 %.
  await page.setViewportSize({ width: 320, height: 640 });
  expect([name, 'fits 320 px', await fitsTheScreen(page)]).toEqual([name, 'fits 320 px', true]);
  await page.setViewportSize(SCREENS.phone);
  expect([name, 'phone', await barriersOf(page)]).toEqual([name, 'phone', []]);
  await browser.photograph(page, `${name}-phone`);
  await page.setViewportSize(SCREENS.desktop);
  await browser.photograph(page, name);
}

async function arrive(name: string, path = '/') {
  const visitor = await browser.visit(clinic.url + path);
  await signInAs(visitor, name);
  return visitor.page;
}

/** The demo clinic's appointments, today's visit of Jane's a few minutes from now. */
async function fillTheCalendar() {
  const appointments = demoAppointments(new Date()).filter(({ id }) => id !== 123);
  await clinic.em.insertMany(Appointment, appointments);
  return clinic.bookToday();
}

test('the pages before and around a visit', async () => {
  await fillTheCalendar();
  const visitor = await browser.visit(clinic.url);
  const { page } = visitor;
  await page.getByRole('heading', { level: 1 }).waitFor();
  await inspect(page, 'sign-in');
  await signInAs(visitor, JANE);
  await page.getByRole('button', { name: 'Go to the waiting room' }).first().waitFor();
  await inspect(page, 'appointments');
  await page.getByRole('tab', { name: 'Past' }).click();
  await page
    .getByRole('link', { name: /^Summary/ })
    .first()
    .waitFor();
  await inspect(page, 'appointments-past');
  await page
    .getByRole('link', { name: /^Summary/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await inspect(page, 'summary');
  await page.getByRole('link', { name: 'Test your devices' }).click();
  await page.getByRole('button', { name: 'Start the test' }).click();
  await page.getByText('We can hear you.').waitFor();
  await page.getByText(/the clinic’s server answers in/).waitFor();
  await inspect(page, 'device-check');
  await page.goto(`${clinic.url}/visits/999`);
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  await inspect(page, 'not-found');
}, 120_000);

test('a visit, on both sides', async () => {
  const id = await fillTheCalendar();
  const jane = await arrive(JANE, `/visits/${id}`);
  await jane.getByText('can see that you are here').waitFor();
  await inspect(jane, 'waiting-room');
  const john = await arrive(JOHN);
  await john.getByText('Waiting now').waitFor();
  await john.locator('.toast').getByRole('button', { name: 'Close' }).click();
  await inspect(john, 'schedule');
  await john.getByRole('link', { name: `Open ${JANE}` }).click();
  await john.getByRole('button', { name: 'Start video call' }).waitFor();
  await inspect(john, 'console-before');

  await john.getByRole('button', { name: 'Start video call' }).click();
  await john.getByText('The patient is waiting.').waitFor();
  await john.frameLocator('iframe').getByRole('button', { name: 'Leave' }).waitFor();
  await jane.getByRole('button', { name: 'Join video call' }).waitFor();
  await inspect(jane, 'ready');
  await jane.getByRole('link', { name: 'Appointments' }).click();
  await jane.getByRole('button', { name: 'Join video call' }).waitFor();
  await inspect(jane, 'appointments-ready');
  await jane.getByRole('link', { name: 'Test your devices' }).click();
  await jane.getByRole('region', { name: `Your provider is ready: ${JOHN}` }).waitFor();
  await inspect(jane, 'ready-banner');
  await jane.getByRole('button', { name: 'Join now' }).click();
  await seesMovingPicture(jane, JOHN);
  await seesMovingPicture(john, JANE);
  await inspect(jane, 'call-patient');

  await john.getByLabel('Subjective').fill('Cough since Monday, no fever. Sleeps well.');
  await john.getByLabel('Plan').fill('Rest, fluids. Call again on Friday if it has not improved.');
  await john.getByText(/^Saved at/).waitFor();
  await inspect(john, 'call-provider');
  await john.setViewportSize(SCREENS.phone);
  await john.getByRole('button', { name: 'Notes' }).click();
  expect(await barriersOf(john)).toEqual([]);
  await browser.photograph(john, 'call-provider-notes-phone');
  await john.setViewportSize(SCREENS.desktop);
  await john.getByRole('button', { name: 'Copy patient link' }).click();
  await john.locator('.toast').getByText('Send it to the patient only.').waitFor();
  await inspect(john, 'patient-link');
  await john.getByRole('button', { name: 'End visit' }).click();
  await john.getByRole('alertdialog').waitFor();
  await inspect(john, 'end-session');
  await john.getByRole('alertdialog').getByRole('button', { name: 'End visit' }).click();
  await john.getByText('Visit ended').waitFor();
  await inspect(john, 'ended-provider');
  await jane.getByRole('heading', { name: 'This visit has ended' }).waitFor();
  await inspect(jane, 'ended-patient');
}, 180_000);

test('what goes wrong', async () => {
  const id = await clinic.bookToday();
  const one = await arrive(JOHN, `/visits/${id}`);
  const two = await arrive(JOHN, `/visits/${id}`);
  await two.getByLabel('Plan').waitFor();
  await one.getByLabel('Plan').fill('Rest');
  await one.getByText(/^Saved at/).waitFor();
  await two.getByLabel('Plan').fill('Walk');
  await two.getByRole('button', { name: 'Keep mine' }).waitFor();
  await inspect(two, 'note-conflict');

  const jane = await arrive(JANE, `/visits/${id}`);
  await jane.getByText('can see that you are here').waitFor();
  await clinic.stop();
  await jane.getByText('The connection is interrupted.').waitFor();
  await inspect(jane, 'connection-lost');
  await clinic.startAgain();
  await jane.getByText('can see that you are here').waitFor({ timeout: 15_000 });

  await clinic.em.insert(OrgSetting, { orgId: 1, configKey: 'jitsi.enabled', configValue: 'false' });
  await one.getByRole('button', { name: 'Start video call' }).click();
  await one.getByRole('alert').waitFor();
  await inspect(one, 'error');
}, 120_000);

test('the administrator’s pages', async () => {
  const id = await fillTheCalendar();
  await clinic.em.insert(OrgSetting, { orgId: 1, configKey: 'jitsi.app_id', configValue: 'practice-1' });
  const john = await arrive(JOHN, `/visits/${id}`);
  await john.getByRole('button', { name: 'Start video call' }).click();
  await john.getByRole('alert').waitFor();
  const page = await arrive('Alex Morgan', '/usage');
  await page.getByRole('table').first().waitFor();
  await inspect(page, 'usage');
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByRole('table').waitFor();
  await inspect(page, 'audit-log');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText('jitsi.app_secret is missing').waitFor();
  await inspect(page, 'settings');
}, 120_000);
