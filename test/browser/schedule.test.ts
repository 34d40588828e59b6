import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Appointment, AppointmentStatus } from '../../src/appointments/appointment.entity.ts';
import { Organization } from '../../src/organizations/organization.entity.ts';
import { Patient } from '../../src/people/patient.entity.ts';
import { WaitingPatient } from '../../src/telehealth/waiting-patient.entity.ts';
import { signsInWith } from '../support/browser/as-anybody.ts';
import { barriersOf, fitsTheScreen, SCREENS, useBrowser } from '../support/browser/browser.ts';
import { signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const JOHN = 'Dr. John Smith';
const JANE = 'Jane Doe';
const MINUTE_MS = 60_000;
const { COMPLETED, CONFIRMED } = AppointmentStatus;

/** Today, as close to now as the day allows. */
function today(minutes: number) {
  const midnight = new Date().setUTCHours(0, 0, 0, 0);
  const at = Date.now() + minutes * MINUTE_MS;
  return new Date(Math.min(Math.max(at, midnight), midnight + 1_439 * MINUTE_MS));
}

async function arrive(name: string, path = '/', options = {}, prepare?: (page: Page) => Promise<unknown>) {
  const visitor = await browser.visit(clinic.url + path, options);
  if (prepare) await prepare(visitor.page);
  await signInAs(visitor, name);
  return visitor.page;
}

const rows = (page: Page) => page.locator('.day-visit');

async function fillTheDay() {
  await clinic.book({ id: 1, startsAt: today(-400), status: COMPLETED });
  // As EHRs have it: a name and a reason that are too long for a row.
  await clinic.book({ id: 2, startsAt: today(-12), patientId: 91 });
  await clinic.em.nativeUpdate(
    Patient,
    { id: 91 },
    { name: 'Wolfeschlegelsteinhausenbergerdorff-Meyer Hubert' },
  );
  await clinic.em.nativeUpdate(
    Appointment,
    { id: 2 },
    { reason: 'Blood pressure, and what the specialist wrote '.repeat(4) },
  );
  await clinic.book({ id: 3, startsAt: today(10) });
  await clinic.book({ id: 4, startsAt: today(15), patientId: 90, status: CONFIRMED });
  await clinic.em.insert(WaitingPatient, {
    id: 3,
    orgId: 1,
    patientId: 89,
    since: new Date(Date.now() - 22 * MINUTE_MS),
    seenAt: new Date(),
  });
}

test('who waits is on top with since when, the next thing to do stands out, what is past is folded', async () => {
  await fillTheDay();
  const page = await arrive(JOHN);
  const waiting = page.getByRole('region', { name: 'In the waiting room' });
  await waiting.getByText('Waiting for 22 minutes').waitFor();
  expect(await waiting.getByText('Waiting for 22 minutes').getAttribute('class')).toContain('bad');
  expect(await rows(page).first().innerText()).toContain(JANE);
  expect(await page.locator('.day-visit .button.primary').count()).toBe(1);
  expect(await waiting.locator('.button.primary').innerText()).toContain(JANE);
  await page.getByText(/^\d+ minutes? late$/).waitFor();
  await page.getByText(/^Now, \d+:\d\d [AP]M$/).waitFor();
  expect(await page.getByText('Completed').isVisible()).toBe(false);
  await page.getByText('1 earlier appointment').click();
  await page.getByText('Completed').waitFor();

  for (const box of await Promise.all((await rows(page).all()).map((row) => row.boundingBox())))
    expect(box?.height).toBeLessThanOrEqual(64);
  expect(await barriersOf(page)).toEqual([]);
  await page.setViewportSize(SCREENS.phone);
  expect([await fitsTheScreen(page), await barriersOf(page)]).toEqual([true, []]);
});

test.each([
  ['en-US', SCREENS.desktop, `${JANE} is in the waiting room since`, '(1) Test your devices · Readyroom'],
  ['es-MX', SCREENS.phone, `${JANE} está en la sala de espera.`, '(1) Probar los dispositivos · Readyroom'],
])('an arrival is seen on any page, counted and titled (%s)', async (locale, viewport, text, title) => {
  const id = await clinic.bookToday();
  const { page } = await browser.visit(`${clinic.url}/check`, { locale, viewport });
  await page.getByRole('button', { name: JOHN }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(
    'window.AudioContext = class { constructor() { window.chimes = (window.chimes ?? 0) + 1; throw new Error(); } }',
  );
  await arrive(JANE, `/visits/${id}`);
  await page.locator('.toast').getByText(text).waitFor();
  await expect.poll(() => page.title()).toBe(title);
  expect(await page.evaluate('window.chimes')).toBe(1);
  expect([await fitsTheScreen(page), await barriersOf(page)]).toEqual([true, []]);
  await page.locator('.toast').getByRole('link').click();
  await page.getByRole('heading', { name: JANE }).waitFor();
  expect(await page.locator('.toast').count()).toBe(0);
});

test('the next patient’s arrival is seen in a call, without a sound where that is switched off, and the open visit stays at hand', async () => {
  const first = await clinic.bookToday();
  const second = await clinic.bookToday({ id: 124, patientId: 90 });
  const john = await arrive(JOHN);
  await john.getByLabel('Sound when somebody is waiting').uncheck();
  await john.reload();
  await john.getByRole('button', { name: `Start video call ${JANE}` }).waitFor();
  expect(await john.getByLabel('Sound when somebody is waiting').isChecked()).toBe(false);
  await john.evaluate(
    'window.AudioContext = class { constructor() { window.chimes = (window.chimes ?? 0) + 1; throw new Error(); } }',
  );
  await john.getByRole('button', { name: `Start video call ${JANE}` }).click();
  await john.locator('iframe').waitFor();
  await arrive('Robert Brown', `/visits/${second}`);
  await john.locator('.toast').getByText('Robert Brown is in the waiting room since').waitFor();
  expect(await john.locator('.toast').isVisible()).toBe(true);
  expect(await john.evaluate('window.chimes')).toBeUndefined();
  await john.locator('.toast').getByRole('button', { name: 'Close' }).click();

  await john.getByRole('link', { name: 'Usage' }).click();
  const corner = john.getByRole('region', { name: `Video call with ${JANE}` });
  await corner.getByRole('button', { name: 'Leave', exact: true }).click();
  const open = john.getByRole('region', { name: `You have an open visit with ${JANE}.` });
  await open.waitFor();
  await open.getByRole('button', { name: 'End visit' }).click();
  expect(new URL(john.url()).pathname).toBe(`/visits/${first}`);
  await john.getByRole('alertdialog').getByRole('button', { name: 'End visit' }).click();
  await john.getByText('Visit ended').waitFor();
  expect(await open.count()).toBe(0);
});

test('the schedule of today goes on to the next day at midnight, and any day can be chosen', async () => {
  await clinic.bookToday();
  const tomorrow = new Date(Date.now() + 24 * 60 * MINUTE_MS);
  await clinic.book({ id: 2, startsAt: new Date(tomorrow.setUTCHours(9, 0, 0, 0)), patientId: 90 });
  const page = await arrive(JOHN);
  await page.getByRole('heading', { name: JANE }).waitFor();
  // What the server says on the next day.
  await page.route('**/graphql', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), date: tomorrow.toUTCString() } });
  });
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.getByRole('heading', { name: 'Robert Brown' }).waitFor();
  expect(await page.getByRole('heading', { name: JANE }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Today' }).isDisabled()).toBe(true);

  await page.getByLabel('Day').fill(new Date().toISOString().slice(0, 10));
  await page.getByRole('heading', { name: JANE }).waitFor();
  await page.getByRole('button', { name: 'Today' }).click();
  await page.getByRole('heading', { name: 'Robert Brown' }).waitFor();
});

test('an administrator who is a provider sees their own day, and the clinic’s with everybody’s name when they ask for it', async () => {
  await clinic.bookToday();
  await clinic.bookToday({ id: 2, providerId: 46, patientId: 90 });
  const page = await arrive(JOHN, '/', {}, (one) =>
    signsInWith(one, { role: ['ADMIN', 'PROVIDER'], provider_id: 45 }),
  );
  await page.getByRole('heading', { name: JANE }).waitFor();
  expect(await rows(page).count()).toBe(1);
  await page.getByRole('link', { name: 'Clinic schedule' }).click();
  await page.getByText('Video visit · Dr. Maria Garcia').waitFor();
  expect(await rows(page).count()).toBe(2);
  // Only their own visits can be started.
  const startable = page.getByRole('button', { name: /^Start video call/ });
  expect([await startable.count(), await startable.innerText()]).toEqual([1, expect.stringContaining(JANE)]);
  expect(await barriersOf(page)).toEqual([]);
  await page.setViewportSize(SCREENS.phone);
  expect(await fitsTheScreen(page)).toBe(true);
});

test('the day is the clinic’s, and times are said in the reader’s zone and in the clinic’s', async () => {
  await clinic.em.nativeUpdate(Organization, { id: 1 }, { timeZone: 'Asia/Tokyo' });
  const day = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Tokyo' }).format(new Date());
  await clinic.book({ id: 1, startsAt: new Date(`${day}T00:30:00+09:00`) });
  await clinic.book({ id: 2, startsAt: new Date(`${day}T23:30:00+09:00`), patientId: 90 });
  await clinic.book({
    id: 3,
    startsAt: new Date(new Date(`${day}T00:30:00+09:00`).getTime() + 24 * 60 * MINUTE_MS),
    patientId: 91,
  });
  const page = await arrive(JOHN, '/', { timezoneId: 'America/New_York' });
  await page.getByText('2 appointments').waitFor();
  await page.getByText('11:30 PM clinic').waitFor();
  await page.getByText('Below them is the clinic’s time, Asia/Tokyo.').waitFor();

  const jane = await arrive(JANE, '/visits/1', { timezoneId: 'America/New_York', viewport: SCREENS.phone });
  await jane
    .getByText(/AM your time|PM your time/)
    .first()
    .waitFor();
  await jane.getByText('12:30 AM Asia/Tokyo, the clinic’s)').waitFor();
  expect(await fitsTheScreen(jane)).toBe(true);
});
