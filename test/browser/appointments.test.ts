import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Appointment, AppointmentStatus } from '../../src/appointments/appointment.entity.ts';
import { WaitingPatient } from '../../src/telehealth/waiting-patient.entity.ts';
import { signsInWith, startVisit } from '../support/browser/as-anybody.ts';
import { barriersOf, fitsTheScreen, SCREENS, useBrowser } from '../support/browser/browser.ts';
import { signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const JANE = 'Jane Doe';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const { COMPLETED, CANCELLED } = AppointmentStatus;

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS);

async function arrive(path = '/', options = {}, prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  const visitor = await browser.visit(clinic.url + path, options);
  if (prepare) {
    await prepare(visitor.page);
    await visitor.page.reload();
  }
  await signInAs(visitor, JANE);
  return visitor.page;
}

const card = (page: Page) => page.getByRole('region', { name: 'Your next appointment' });
const upcoming = (page: Page) => page.getByRole('tabpanel').getByRole('listitem');

test.each(Object.entries(SCREENS))(
  'a visit that is booked and started after the page was opened appears and can be joined (%s)',
  async (_name, viewport) => {
    const page = await arrive('/', { viewport });
    await page.getByText('You have no upcoming appointments.').waitFor();
    await startVisit(clinic.url, await clinic.bookToday());
    await page.getByRole('button', { name: 'Join video call' }).waitFor();
    await expect.poll(() => page.title()).toBe('(1) Your appointments · Readyroom');
    await page.getByRole('link', { name: /^Appointments.*1 person is waiting for you$/ }).waitFor();
    // One button, as wide as a phone, and no banner above it that says the same.
    expect(await page.locator('.ready-banner').count()).toBe(0);
    const button = await page.getByRole('button', { name: 'Join video call' }).boundingBox();
    if (viewport === SCREENS.phone) expect(button?.width).toBeGreaterThan(280);
    expect([await fitsTheScreen(page), await barriersOf(page)]).toEqual([true, []]);
  },
);

test('each appointment is in one list, and of a hundred and thirty the soonest come first', async () => {
  await clinic.book({ id: 1, startsAt: inMinutes(-312), minutes: 30 });
  await clinic.book({ id: 2, startsAt: inMinutes(-30), minutes: 20, visitType: 'In-person' });
  await clinic.book({ id: 3, startsAt: inMinutes(3 * 24 * 60 + 5), status: CANCELLED });
  await clinic.book({ id: 4, startsAt: inMinutes(5 * 24 * 60 + 5), status: COMPLETED });
  for (let day = 0; day < 130; day++)
    await clinic.book({ id: 100 + day, startsAt: inMinutes(20 + day * 24 * 60) });
  const page = await arrive();
  await card(page).getByText('Starts in 19 minutes').waitFor();
  await upcoming(page).first().getByText('This visit takes place at the clinic.').waitFor();
  await upcoming(page)
    .filter({ hasText: 'Cancelled' })
    .getByRole('button', { name: 'Remove from calendar' })
    .waitFor();
  expect(await upcoming(page).filter({ hasText: 'Completed' }).count()).toBe(0);
  const more = page.getByRole('button', { name: 'Show more' });
  for (let pages = 1; pages < 7; pages++) {
    await more.click();
    await expect.poll(() => upcoming(page).count()).toBeGreaterThan(19 * pages);
  }
  // All but the next one, which is above.
  await expect.poll(() => upcoming(page).count()).toBe(131);
  expect(await more.count()).toBe(0);

  await page.getByRole('tab', { name: 'Past' }).click();
  await expect.poll(() => upcoming(page).count()).toBe(2);
  expect(await upcoming(page).first().innerText()).toContain('Completed');
  expect(await upcoming(page).last().innerText()).toContain('Scheduled');
});

test('the waiting room opens half an hour before the visit, and nobody waits earlier', async () => {
  const id = await clinic.book({ startsAt: inMinutes(10 * 24 * 60) });
  const page = await arrive();
  await card(page)
    .getByText(/^The waiting room opens on \w+, \w+ \d+, at \d+:\d\d [AP]M\. Come back then\./)
    .waitFor();
  await card(page).getByRole('button', { name: 'Test your devices' }).waitFor();
  expect(await page.getByRole('button', { name: /waiting room|Join/ }).count()).toBe(0);
  await page.goto(`${clinic.url}/visits/${id}`);
  await page.getByText('Come back then.').waitFor();
  expect(await page.getByText('can see that you are here').count()).toBe(0);
  expect(await clinic.em.count(WaitingPatient)).toBe(0);
  // A provider may start early all the same.
  await startVisit(clinic.url, id);
  await page.getByRole('button', { name: 'Join video call' }).waitFor();
});

test('the page goes by the server’s clock, not by the device’s', async () => {
  await clinic.book({ startsAt: inMinutes(10) });
  const page = await arrive('/', {}, (wrong) =>
    wrong.addInitScript(`{
      const behind = 5 * 3_600_000, Real = Date;
      Date = class extends Real { constructor(...at) { at.length ? super(...at) : super(Real.now() - behind); } };
      Date.now = () => Real.now() - behind;
    }`),
  );
  await card(page)
    .getByText(/^Starts in (9|10) minutes$/)
    .waitFor();
  await card(page).getByRole('button', { name: 'Go to the waiting room' }).waitFor();
});

test('times are named so that each is one, in the formats of the reader’s region', async () => {
  await clinic.book({ id: 1, startsAt: new Date('2026-11-01T05:30Z'), minutes: 30, status: COMPLETED });
  await clinic.book({ id: 2, startsAt: new Date('2026-10-30T19:37Z'), minutes: 30, status: COMPLETED });
  const page = await arrive('/', { timezoneId: 'America/New_York', viewport: SCREENS.phone });
  await page.getByText('Times are shown in your time zone, Eastern Time.').waitFor();
  await page.getByRole('tab', { name: 'Past' }).click();
  const night = page.getByRole('heading', { level: 3 }).filter({ hasText: 'November 1' });
  await night.getByText('1:30 AM EDT – 1:00 AM EST').waitFor();
  // Neither the day nor the times break in the middle.
  const heights = await night
    .locator('.when > span:not(.clinic-time)')
    .evaluateAll((spans) => spans.map((span) => span.getClientRects().length));
  expect(heights).toEqual([1, 1]);
  const british = await arrive('/', { locale: 'en-GB' });
  await british.getByRole('tab', { name: 'Past' }).click();
  await british.getByRole('heading', { name: 'Friday 30 October, 19:37 – 20:07' }).waitFor();
});

async function savedBy(page: Page, button: ReturnType<Page['getByRole']>) {
  const downloading = page.waitForEvent('download');
  await button.click();
  const file = await (await downloading).createReadStream();
  return (await file.toArray()).join('').replaceAll('\r\n ', '');
}

const sequenceOf = (file: string) => Number(/SEQUENCE:(\d+)/.exec(file)?.[1]);

test('every visit can be saved for a calendar, a later file replaces an earlier one, and a cancelled visit is taken out', async () => {
  await clinic.bookToday();
  await clinic.book({ id: 124, startsAt: inMinutes(3 * 24 * 60), visitType: 'In-person' });
  await clinic.book({ id: 125, startsAt: inMinutes(4 * 24 * 60), status: CANCELLED });
  const page = await arrive();
  const first = await savedBy(page, card(page).getByRole('button', { name: 'Add to calendar' }));
  expect(first).toMatch(/METHOD:PUBLISH[\s\S]*STATUS:CONFIRMED/);
  expect(await savedBy(page, upcoming(page).getByRole('button', { name: 'Add to calendar' }))).toContain(
    'SUMMARY:Visit at the clinic with',
  );
  const cancelled = await savedBy(page, upcoming(page).getByRole('button', { name: 'Remove from calendar' }));
  expect(cancelled).toMatch(/METHOD:CANCEL[\s\S]*STATUS:CANCELLED/);

  // An hour later by the server's clock.
  await page.route('**/graphql', async (route) => {
    const answer = await route.fetch();
    const date = inMinutes(60).toUTCString();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), date } });
  });
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await card(page).getByText('Was planned to start').waitFor();
  const later = await savedBy(page, card(page).getByRole('button', { name: 'Add to calendar' }));
  expect(sequenceOf(later) - sequenceOf(first)).toBeGreaterThanOrEqual(59);
});

test('an administrator who is a patient finds their own visits, and nobody else’s', async () => {
  await clinic.bookToday({ id: 1, patientId: 90 });
  await clinic.book({ id: 2, startsAt: new Date(Date.now() + DAY_MS) });
  const page = await arrive('/', {}, (one) =>
    signsInWith(one, { role: ['ADMIN', 'PATIENT'], patient_id: 89 }),
  );
  await card(page).getByText('The waiting room opens on').waitFor();
  expect(await upcoming(page).count()).toBe(0);
});

test('a status that a newer server has breaks no page', async () => {
  await clinic.bookToday();
  const page = await arrive('/', {}, (one) =>
    one.route('**/graphql', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replaceAll('"SCHEDULED"', '"WAITLISTED"');
      await route.fulfill({ response: answer, body });
    }),
  );
  await card(page).getByRole('button', { name: 'Go to the waiting room' }).waitFor();
});

test('a visit that is given to somebody else leaves the list, and its page says so', async () => {
  const id = await clinic.bookToday();
  const page = await arrive();
  await card(page).getByRole('button', { name: 'Go to the waiting room' }).click();
  await page.getByText('can see that you are here').waitFor();
  // As the EHR does.
  await clinic.em.nativeUpdate(Appointment, { id: Number(id) }, { patientId: 90 });
  await page.getByRole('heading', { name: 'This visit is no longer yours' }).waitFor({ timeout: 35_000 });
  await page.getByRole('link', { name: 'Appointments' }).click();
  await page.getByText('You have no upcoming appointments.').waitFor();
  expect(await barriersOf(page)).toEqual([]);
}, 60_000);

test('a visit that moves while its card is shown moves on the card', async () => {
  await clinic.bookToday({ providerId: 46 });
  const page = await arrive();
  await card(page).getByText('with Dr. Maria Garcia').waitFor();
  const startsAt = new Date(Date.now() + 3 * DAY_MS);
  const endsAt = new Date(startsAt.getTime() + 30 * MINUTE_MS);
  const startDate = startsAt.toISOString().slice(0, 10);
  await clinic.em.nativeUpdate(Appointment, { id: 123 }, { startsAt, endsAt, startDate, providerId: 45 });
  await card(page).getByText('Starts in 2 days').waitFor({ timeout: 35_000 });
  await card(page).getByText('with Dr. John Smith').waitFor();
}, 60_000);
