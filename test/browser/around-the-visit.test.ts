import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { AppointmentStatus } from '../../src/appointments/appointment.entity.ts';
import { barriersOf, fitsTheScreen, SCREENS, useBrowser } from '../support/browser/browser.ts';
import { signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const DAY_MS = 24 * 60 * 60_000;

async function arrive(name: string, path: string, options = {}) {
  const visitor = await browser.visit(clinic.url + path, options);
  await signInAs(visitor, name);
  await visitor.page.getByRole('heading', { level: 1 }).waitFor();
  return visitor.page;
}

/** Everything that can be pressed and is lower than a finger needs. */
const lowTargets = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('a, button, select, summary')]
      .filter((target) => target.checkVisibility() && !target.matches('.skip, p a, td a'))
      .filter((target) => target.getBoundingClientRect().height < 43.5)
      .map((target) => target.outerHTML.slice(0, 80)),
  );

test('a printed summary says whose visit it was, with whom and in which clinic, and nothing that is pressed', async () => {
  const id = await clinic.book({
    status: AppointmentStatus.COMPLETED,
    startsAt: new Date(Date.now() - DAY_MS),
  });
  const page = await arrive('Jane Doe', `/visits/${id}`);
  await page.getByRole('button', { name: 'Print' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  const summary = page.getByRole('region', { name: 'Visit summary' });
  for (const fact of ['Jane Doe', 'Ciyex Family Practice', 'Dr. John Smith'])
    await summary.getByText(fact).waitFor();
  expect(await page.getByRole('button').count()).toBe(0);
  expect(await page.getByRole('link').count()).toBe(0);
});

test.each([
  ['Dr. John Smith', '/', 'No appointments on this day.', 'Appointments come from your clinic’s EHR.'],
  ['Jane Doe', '/', 'You have no upcoming appointments.', 'Your clinic books your appointments.'],
  ['Alex Morgan', '/usage', 'No video visit was completed in this time.', 'Appointments come from your EHR'],
])('in an empty clinic %s learns at %s where appointments come from', async (name, path, none, help) => {
  const page = await arrive(name, path, { viewport: SCREENS.phone });
  await page.getByText(none).waitFor();
  await page.getByText(help).waitFor();
  expect(await page.getByText(none).count()).toBe(1);
});

test.each([
  ['Jane Doe', '/'],
  ['Dr. John Smith', '/'],
  ['Dr. John Smith', '/nothing'],
  ['Alex Morgan', '/settings'],
])(
  'on a phone %s sees at %s who is signed in, and everything is high enough for a finger',
  async (name, path) => {
    await clinic.bookToday();
    const page = await arrive(name, path, { viewport: SCREENS.phone });
    await page.locator('header').getByText(name).waitFor();
    expect(await lowTargets(page)).toEqual([]);
    expect(await fitsTheScreen(page)).toBe(true);
    expect(await barriersOf(page)).toEqual([]);
  },
);

test('the kind of a visit at the clinic is said in the language of the page', async () => {
  await clinic.bookToday({ visitType: 'In-person' });
  const page = await arrive('Dr. John Smith', '/');
  await page.getByText('In person').waitFor();
  await page.getByLabel('Language').selectOption('es');
  await page.getByText('Presencial').waitFor();
});

test.each(Object.entries(SCREENS))(
  'the sign-in page says on a %s what it is and where to get help',
  async (_, viewport) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await browser.visit(clinic.url, { viewport, colorScheme });
      await page.getByText('Your clinic can help you.').waitFor();
      await page.getByText('call your local emergency number').waitFor();
      expect(await lowTargets(page)).toEqual([]);
      expect(await fitsTheScreen(page)).toBe(true);
      expect(await barriersOf(page)).toEqual([]);
    }
  },
);
