import { expect, test } from 'vitest';
import { Appointment } from '../../src/appointments/appointment.entity.ts';
import { SoapNote } from '../../src/notes/soap-note.entity.ts';
import { OrgSetting } from '../../src/organizations/org-setting.entity.ts';
import { WaitingPatient } from '../../src/telehealth/waiting-patient.entity.ts';
import { barriersOf, SCREENS, useBrowser, type Visitor } from '../support/browser/browser.ts';
import { seesMovingPicture, signInAs } from '../support/browser/portal.ts';
import { openCable } from '../support/faults/cable.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const JOHN = 'Dr. John Smith';
const JANE = 'Jane Doe';

/** Somebody at the portal, signed in. */
async function arrive(name: string, path = '/', options = {}, url = clinic.url): Promise<Visitor> {
  const visitor = await browser.visit(url + path, options);
  await signInAs(visitor, name);
  return visitor;
}

const statusOf = async (id: string) => (await clinic.em.findOneOrFail(Appointment, Number(id))).status;

test('a visit from the schedule to its end: waiting, ready at once, both see each other, notes, completed', async () => {
  const id = await clinic.bookToday();
  const john = await arrive(JOHN);
  await john.page.getByText('1 appointment').waitFor();
  const jane = await arrive(JANE);
  await jane.page.getByRole('button', { name: 'Go to the waiting room' }).click();
  await jane.page.getByText(`${JOHN} can see that you are here.`).waitFor();
  await john.page.getByText('Waiting now').waitFor();

  await john.page.getByRole('button', { name: `Start video call ${JANE}` }).click();
  await john.page.frameLocator('iframe').getByRole('button', { name: 'Leave' }).waitFor();
  await jane.page.getByRole('heading', { name: `Your provider is ready: ${JOHN}` }).waitFor();
  await jane.page.getByRole('button', { name: 'Join video call' }).click();
  await seesMovingPicture(john.page, JANE);
  await seesMovingPicture(jane.page, JOHN);
  await john.page.getByText('The patient is in the call.').waitFor();

  await john.page.getByLabel('Subjective').fill('Cough since Monday');
  await john.page.getByText(/^Saved at/).waitFor();
  await john.page.getByLabel('Plan').fill('Rest, and call on Friday');
  await john.page.getByRole('button', { name: 'End visit' }).click();
  await john.page.getByRole('alertdialog').getByRole('button', { name: 'End visit' }).click();
  await john.page.getByText('Visit ended').waitFor();
  await jane.page.getByRole('heading', { name: 'This visit has ended' }).waitFor();

  expect(await statusOf(id)).toBe('COMPLETED');
  const note = await clinic.em.findOneOrFail(SoapNote, { appointmentId: Number(id) });
  expect([note.subjective, note.plan]).toEqual(['Cough since Monday', 'Rest, and call on Friday']);
  expect([...john.complaints, ...jane.complaints]).toEqual([]);

  await jane.page.getByRole('button', { name: 'Back to appointments' }).click();
  await jane.page.getByRole('tab', { name: 'Past' }).click();
  await jane.page.getByRole('link', { name: 'Summary' }).click();
  await jane.page.getByRole('heading', { name: 'Visit summary' }).waitFor();
  expect(await jane.page.getByText('Cough').count()).toBe(0);
});

test('the banner comes within a second of the start, wherever the patient is, and leads into the call with one click', async () => {
  await clinic.bookToday();
  const john = await arrive(JOHN, '/visits/123');
  const jane = await arrive(JANE, '/check');
  const banner = jane.page.getByRole('region', { name: `Your provider is ready: ${JOHN}` });
  expect(await banner.count()).toBe(0);

  // Both windows have the same clock.
  const clickedAt = john.page.evaluate(
    "new Promise((resolve) => addEventListener('click', () => resolve(Date.now()), { capture: true }))",
  );
  const shownAt = jane.page.evaluate(
    `new Promise((resolve) => new MutationObserver((_, observer) => {
      if (document.querySelector('.ready-banner')) { observer.disconnect(); resolve(Date.now()); }
    }).observe(document.body, { childList: true, subtree: true }))`,
  );
  await john.page.getByRole('button', { name: 'Start video call' }).click();
  expect(Number(await shownAt) - Number(await clickedAt)).toBeLessThan(1_000);

  const said = jane.page.getByRole('status').filter({ hasText: `Your provider is ready: ${JOHN}` });
  await expect.poll(() => said.count()).toBe(1);
  await banner.getByRole('button', { name: 'Join now' }).click();
  await seesMovingPicture(jane.page, JOHN);
  await jane.page.frameLocator('iframe').getByRole('button', { name: 'Leave' }).click();
  await jane.page.getByRole('heading', { name: 'You left the call' }).waitFor();
  // The visit goes on, and so does the way in.
  await jane.page.getByRole('link', { name: 'Test your devices' }).click();
  const left = jane.page.getByRole('region', { name: 'You left the call' });
  await left.getByRole('button', { name: 'Rejoin' }).click();
  await seesMovingPicture(jane.page, JOHN);
});

test('a network that is gone while waiting is said, and the start is not missed', async () => {
  const id = await clinic.bookToday();
  const cable = await openCable(clinic.url);
  const jane = await arrive(JANE, `/visits/${id}`, {}, cable.url);
  await jane.page.getByText('can see that you are here').waitFor();

  cable.cut();
  const john = await arrive(JOHN, `/visits/${id}`);
  await john.page.getByRole('button', { name: 'Start video call' }).click();
  await jane.page.getByText('The connection is interrupted.').waitFor({ timeout: 20_000 });
  expect(await jane.page.getByRole('button', { name: 'Join video call' }).count()).toBe(0);

  cable.mend();
  await jane.page.getByRole('button', { name: 'Join video call' }).waitFor({ timeout: 15_000 });
  await jane.page.getByText('The connection is interrupted.').waitFor({ state: 'detached' });
}, 60_000);

test('a server that is restarted while a patient waits finds them waiting again', async () => {
  const id = await clinic.bookToday();
  const jane = await arrive(JANE, `/visits/${id}`);
  await jane.page.getByText('can see that you are here').waitFor();
  await clinic.stop();
  await jane.page.getByText('The connection is interrupted.').waitFor();
  await clinic.startAgain();
  await jane.page.getByText('can see that you are here').waitFor({ timeout: 15_000 });

  const john = await arrive(JOHN, `/visits/${id}`);
  await john.page.getByRole('button', { name: 'Start video call' }).click();
  await jane.page.getByRole('button', { name: 'Join video call' }).click();
  await seesMovingPicture(jane.page, JOHN);
}, 60_000);

test('a tab that was asleep while the visit started knows it as soon as it wakes', async () => {
  const id = await clinic.bookToday();
  const jane = await arrive(JANE, `/visits/${id}`);
  await jane.page.getByText('can see that you are here').waitFor();
  const lifecycle = await jane.page.context().newCDPSession(jane.page);
  await lifecycle.send('Page.setWebLifecycleState', { state: 'frozen' });
  const john = await arrive(JOHN, `/visits/${id}`);
  await john.page.getByRole('button', { name: 'Start video call' }).click();
  await john.page.locator('iframe').waitFor();
  await lifecycle.send('Page.setWebLifecycleState', { state: 'active' });
  await jane.page.getByRole('button', { name: 'Join video call' }).waitFor();
});

test('the schedule says how long a patient has been waiting', async () => {
  const id = await clinic.bookToday();
  const jane = await arrive(JANE, `/visits/${id}`);
  await jane.page.getByText('can see that you are here').waitFor();
  const john = await arrive(JOHN);
  await john.page.getByText('Waiting now').waitFor();
  await clinic.em.nativeUpdate(
    WaitingPatient,
    { id: Number(id) },
    { since: new Date(Date.now() - 12.5 * 60_000) },
  );
  await john.page.reload();
  await john.page.getByText('Waiting for 12 minutes').waitFor();
});

test('a schedule that is looked at again shows what the EHR has booked meanwhile', async () => {
  const { page } = await arrive(JOHN);
  await page.getByText('No appointments on this day.').waitFor();
  await clinic.bookToday();
  // As the browser says when somebody comes back to the tab, which needs a screen.
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.getByRole('button', { name: `Start video call ${JANE}` }).waitFor();
});

test('a page whose file a newer server no longer has says so, and another page still works', async () => {
  const { page } = await arrive(JOHN);
  await page.route('**/assets/UsagePage*', (route) => route.fulfill({ status: 404 }));
  await page.getByRole('link', { name: 'Usage' }).click();
  await page.getByRole('alert').filter({ hasText: 'Reload to go on.' }).waitFor();
  await page.getByRole('link', { name: 'Test your devices' }).click();
  await page.getByRole('button', { name: 'Start the test' }).waitFor();
  await page.unroute('**/assets/UsagePage*');
  await page.getByRole('link', { name: 'Usage' }).click();
  await page.getByRole('button', { name: 'Reload' }).click();
  await page.getByRole('heading', { name: 'Usage' }).waitFor();
});

test('what a cancelled visit leaves on the page is said, not guessed', async () => {
  const id = await clinic.bookToday();
  const jane = await arrive(JANE, `/visits/${id}`);
  await jane.page.getByRole('heading', { name: 'Waiting room' }).waitFor();
  await clinic.em.nativeUpdate(Appointment, { id: Number(id) }, { status: 'CANCELLED' as never }); // as the EHR does
  await jane.page.reload();
  await jane.page.getByRole('heading', { name: 'This appointment was cancelled' }).waitFor();
});

test('a patient finds none of the provider’s or the administrator’s pages, and no notes', async () => {
  const id = await clinic.bookToday();
  await clinic.bookToday({ id: 124, patientId: 90 });
  const { page } = await arrive(JANE, `/visits/${id}`);
  await page.getByRole('heading', { name: 'Waiting room' }).waitFor();
  expect(await page.getByText('SOAP').count()).toBe(0);
  expect(await page.getByRole('button', { name: /Start|End visit|Copy/ }).count()).toBe(0);
  expect(await page.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual([
    'Appointments',
    'Test your devices',
  ]);

  for (const path of ['/usage', '/audit', '/settings', '/visits/124', '/visits/999']) {
    await page.goto(clinic.url + path);
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  }
});

test('a colleague sees the visit and is told whose it is; the other practice finds nothing', async () => {
  const id = await clinic.bookToday();
  const garcia = await arrive('Dr. Maria Garcia', `/visits/${id}`);
  await garcia.page.getByText('Only the appointment’s own provider can start or join this visit.').waitFor();
  expect(await garcia.page.getByRole('button', { name: 'Start video call' }).count()).toBe(0);
  const chen = await arrive('Dr. Emily Chen', `/visits/${id}`);
  await chen.page.getByRole('heading', { name: 'Page not found' }).waitFor();
});

test('two windows on one note: the second to save sees both versions and chooses', async () => {
  const id = await clinic.bookToday();
  const one = await arrive(JOHN, `/visits/${id}`);
  const two = await arrive(JOHN, `/visits/${id}`);
  await two.page.getByLabel('Plan').waitFor();
  await one.page.getByLabel('Plan').fill('Rest');
  await one.page.getByText(/^Saved at/).waitFor();
  await two.page.getByLabel('Plan').fill('Walk');
  const conflict = two.page
    .getByRole('alert')
    .filter({ hasText: 'These notes were changed in another window' });
  await conflict.waitFor();
  await conflict.getByRole('region', { name: 'Your version' }).getByText('Walk').waitFor();
  await conflict.getByRole('region', { name: 'The stored version' }).getByText('Rest').waitFor();

  await two.page.getByRole('button', { name: 'Keep mine' }).click();
  await two.page.getByText(/^Saved at/).waitFor();
  expect((await clinic.em.findOneOrFail(SoapNote, { appointmentId: Number(id) })).plan).toBe('Walk');

  await one.page.getByLabel('Plan').fill('Rest more');
  await one.page.getByRole('button', { name: 'Take the stored one' }).click();
  expect(await one.page.getByLabel('Plan').inputValue()).toBe('Walk');
});

test('two windows that write different sections of one note both keep what they wrote, unasked', async () => {
  const id = await clinic.bookToday();
  const one = await arrive(JOHN, `/visits/${id}`);
  const two = await arrive(JOHN, `/visits/${id}`);
  await two.page.getByLabel('Plan').waitFor();
  await one.page.getByLabel('Subjective').fill('from one');
  await one.page.getByText(/^Saved at/).waitFor();
  await two.page.getByLabel('Plan').fill('from two');
  await two.page.getByText(/^Saved at/).waitFor();
  expect(await two.page.getByLabel('Subjective').inputValue()).toBe('from one');
  expect(await clinic.em.findOneOrFail(SoapNote, { appointmentId: Number(id) })).toMatchObject({
    subjective: 'from one',
    plan: 'from two',
  });

  // A section that both wrote is asked about, and the others are not part of the question.
  await one.page.getByLabel('Assessment').fill('one assesses');
  await one.page.getByLabel('Plan').fill('one plans');
  const conflict = one.page.getByRole('alert').filter({ hasText: 'These notes were changed' });
  await conflict.waitFor();
  expect(await conflict.getByText('Assessment').count()).toBe(0);
  await one.page.getByRole('button', { name: 'Take the stored one' }).click();
  await one.page.getByText(/^Saved at/).waitFor();
  expect(await clinic.em.findOneOrFail(SoapNote, { appointmentId: Number(id) })).toMatchObject({
    subjective: 'from one',
    assessment: 'one assesses',
    plan: 'from two',
  });
});

test('a note that is refused says why, and stays', async () => {
  const id = await clinic.bookToday();
  const { page } = await arrive(JOHN, `/visits/${id}`);
  const plan = page.getByLabel('Plan');
  // As a client would that does not know the limit.
  await plan.evaluate((field) => field.removeAttribute('maxlength'));
  await plan.fill('x'.repeat(20_001));
  const notes = page.getByRole('region', { name: 'SOAP notes' });
  await notes.getByRole('alert').filter({ hasText: 'plan must have at most 20000 characters' }).waitFor();
  expect(await plan.inputValue()).toHaveLength(20_001);
  await plan.fill('Rest');
  await page.getByText(/^Saved at/).waitFor();
  expect(await notes.getByRole('alert').count()).toBe(0);
});

test('a reopened visit begins with a note of its own', async () => {
  const id = await clinic.bookToday();
  const { page } = await arrive(JOHN, `/visits/${id}`);
  await page.getByRole('button', { name: 'Start video call' }).click();
  await page.getByLabel('Plan').fill('Rest');
  await page.getByText(/^Saved at/).waitFor();
  await page.getByRole('button', { name: 'End visit' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End visit' }).click();
  await page.getByText('Visit ended').waitFor();
  await clinic.em.nativeUpdate(Appointment, { id: Number(id) }, { status: 'CONFIRMED' as never }); // as the EHR does
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.getByRole('button', { name: 'Start video call' }).waitFor();
  await expect.poll(() => page.getByLabel('Plan').inputValue()).toBe('');
});

test('notes that cannot be saved stay, say so, and are saved when the network is back; the session does not end without them', async () => {
  const id = await clinic.bookToday();
  const { page } = await arrive(JOHN, `/visits/${id}`);
  await page.getByRole('button', { name: 'Start video call' }).click();
  await page.getByRole('button', { name: 'End visit' }).waitFor();

  await page.context().setOffline(true);
  await page.getByLabel('Assessment').fill('Viral infection');
  await page.getByText('Not saved: no connection.').waitFor();
  await page.getByRole('button', { name: 'End visit' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: 'End visit' }).click();
  await dialog.getByRole('alert').filter({ hasText: 'The notes could not be saved' }).waitFor();
  expect(await statusOf(id)).toBe('SCHEDULED');

  await page.context().setOffline(false);
  await dialog.getByRole('button', { name: 'End visit' }).click();
  await page.getByText('Visit ended').waitFor();
  expect((await clinic.em.findOneOrFail(SoapNote, { appointmentId: Number(id) })).assessment).toBe(
    'Viral infection',
  );
  expect(await statusOf(id)).toBe('COMPLETED');
}, 40_000);

test('a network that swallows what is typed is noticed, and nothing of it is lost', async () => {
  const id = await clinic.bookToday();
  const cable = await openCable(clinic.url);
  const { page } = await arrive(JOHN, `/visits/${id}`, {}, cable.url);
  await page.getByLabel('Plan').waitFor();
  cable.cut();
  await page.getByLabel('Plan').fill('Rest');
  await page.getByText('Saving …').waitFor();
  await page.getByText('Not saved: no connection.').waitFor({ timeout: 25_000 });
  cable.mend();
  await page.getByText(/^Saved at/).waitFor({ timeout: 25_000 });
  expect((await clinic.em.findOneOrFail(SoapNote, { appointmentId: Number(id) })).plan).toBe('Rest');
});

test('a copied link lets the patient in without signing in, as a participant', async () => {
  const id = await clinic.bookToday();
  const { page } = await arrive(JOHN, `/visits/${id}`);
  await page.getByRole('button', { name: 'Start video call' }).click();
  await page.getByRole('button', { name: 'Copy patient link' }).click();
  await page
    .locator('.toast')
    .getByText('joins as the patient, for 1 hour. Send it to the patient only.')
    .waitFor();
  const link = await page.evaluate('navigator.clipboard.readText()');
  const guest = await browser.visit(String(link));
  await guest.page.getByRole('button', { name: 'Leave' }).waitFor();
  await seesMovingPicture(page, JANE);
  expect(guest.complaints).toEqual([]);
});

test('the calendar file leads to the portal and holds no token', async () => {
  const id = await clinic.bookToday();
  const { page } = await arrive(JANE);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Add to calendar' }).click();
  const file = await (await downloading).createReadStream();
  const text = (await file.toArray()).join('').replaceAll('\r\n ', '');
  expect((await downloading).suggestedFilename()).toBe(`visit-${id}.ics`);
  expect(text).toContain('BEGIN:VEVENT');
  expect(text).toContain(`${clinic.url}/visits/${id}`);
  expect(text).not.toMatch(/jwt|eyJ/);
});

test('times are the patient’s own, wherever they are', async () => {
  await clinic.bookToday({
    startsAt: new Date(`${new Date().toISOString().slice(0, 10)}T23:30:00Z`),
    minutes: 25,
  });
  const { page } = await arrive(JANE, '/', { timezoneId: 'Asia/Tokyo' });
  await page.getByText('8:30 AM – 8:55 AM').waitFor();
  await page.getByText('Japan Standard Time').waitFor();
});

test('the browser’s language is spoken, and can be changed', async () => {
  await clinic.bookToday();
  const { page } = await browser.visit(clinic.url, { locale: 'es-MX' });
  await page.getByRole('heading', { name: '¿Quién es usted hoy?' }).waitFor();
  await page.getByRole('button', { name: `Entrar como ${JANE}` }).click();
  await page.getByRole('heading', { name: 'Sus citas' }).waitFor();
  expect(await page.evaluate('document.documentElement.lang')).toBe('es');
  await page.getByLabel('Idioma').selectOption('en');
  await page.getByRole('heading', { name: 'Your appointments' }).waitFor();
});

test('tokens live in memory: nothing is stored, a reload signs in again, signing out ends it', async () => {
  await clinic.bookToday();
  const { page } = await arrive(JANE);
  const stored = () =>
    page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
  expect(await stored()).not.toContain('eyJ');
  await page.reload();
  await page.getByRole('heading', { name: 'Your appointments' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Who are you today?' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Who are you today?' }).waitFor();
  expect(await stored()).not.toContain('patient-89');
});

test('the device check tells camera, microphone, speaker and connection apart', async () => {
  const { page } = await arrive(JANE, '/check');
  await page.getByRole('button', { name: 'Start the test' }).click();
  await page.getByText('Do you see yourself?').waitFor();
  await page.getByText('We can hear you.').waitFor();
  await page.getByText(/Good: the clinic’s server answers in \d+ ms\./).waitFor();
  await page.getByRole('button', { name: 'Play a sound' }).click();
  await page.getByRole('button', { name: 'Yes' }).click();
  await page.getByText('Your speaker works.').waitFor();
});

test('a browser that cannot measure the microphone says so, and does not ask people to speak', async () => {
  const jane = await browser.visit('about:blank');
  // As where a computer has no sound output.
  await jane.page.addInitScript(() => {
    Object.defineProperty(AudioContext.prototype, 'state', { value: 'suspended' });
    AnalyserNode.prototype.getFloatTimeDomainData = () => undefined;
  });
  await jane.page.goto(`${clinic.url}/check`);
  await signInAs(jane, JANE);
  await jane.page.getByRole('button', { name: 'Start the test' }).click();
  const microphone = jane.page.getByRole('region', { name: 'Microphone' });
  await microphone.getByText('this browser cannot measure it').waitFor();
  expect(await microphone.getByText('Say something').count()).toBe(0);
});

test('a camera that may not be used is said to be, with what to do, and the rest is tested all the same', async () => {
  const { page } = await arrive(JANE, '/check', { permissions: ['microphone'] });
  await page.getByRole('button', { name: 'Start the test' }).click();
  await page.getByRole('region', { name: 'Camera' }).getByText('Your browser may not use it.').waitFor();
  await page.getByText('We can hear you.').waitFor();
});

test.each([
  ['jitsi.enabled', 'false', 'Video visits are not available at the moment.'],
  ['jitsi.app_id', 'own-app', 'jitsi.app_secret is missing'],
])('a clinic whose settings are broken (%s) tells its provider so', async (key, value, sentence) => {
  const id = await clinic.bookToday();
  await clinic.em.insert(OrgSetting, { orgId: 1, configKey: key, configValue: value });
  const { page } = await arrive(JOHN, `/visits/${id}`);
  await page.getByRole('button', { name: 'Start video call' }).click();
  await page.getByRole('alert').filter({ hasText: sentence }).waitFor();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
});

test('on a phone the closed sheet says that the notes wait for a decision', async () => {
  const id = await clinic.bookToday();
  const phone = await arrive(JOHN, `/visits/${id}`, { viewport: SCREENS.phone });
  await phone.page.getByRole('button', { name: 'Start video call' }).click();
  await phone.page.getByRole('button', { name: 'Notes' }).click();
  await phone.page.getByLabel('Plan').waitFor();
  const desk = await arrive(JOHN, `/visits/${id}`);
  await desk.page.getByLabel('Plan').fill('Rest');
  await desk.page.getByText(/^Saved at/).waitFor();
  await phone.page.getByLabel('Plan').fill('Walk');
  await phone.page.getByRole('button', { name: 'Hide notes' }).click();
  await phone.page.getByRole('button', { name: 'Notes Two versions' }).waitFor();
  expect(await barriersOf(phone.page)).toEqual([]);
  await browser.photograph(phone.page, 'call-provider-conflict-phone');
  await phone.page.getByRole('button', { name: 'Notes Two versions' }).click();
  await phone.page.getByRole('button', { name: 'Keep mine' }).click();
  await phone.page.getByRole('button', { name: 'Hide notes' }).click();
  await phone.page.getByRole('button', { name: 'Notes', exact: true }).waitFor();
});

test('the notes are a sheet over the call on a phone', async () => {
  const id = await clinic.bookToday();
  const { page } = await arrive(JOHN, `/visits/${id}`, { viewport: SCREENS.phone });
  await page.getByRole('button', { name: 'Start video call' }).click();
  await page.locator('iframe').waitFor();
  expect(await page.getByLabel('Plan').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Notes' }).click();
  await page.getByLabel('Plan').fill('Rest');
  await page.getByText(/^Saved at/).waitFor();
  await page.getByRole('button', { name: 'Hide notes' }).click();
  expect(await page.getByLabel('Plan').isVisible()).toBe(false);
});
