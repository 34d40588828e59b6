import { expect, test } from 'vitest';
import { Appointment } from '../../src/appointments/appointment.entity.ts';
import { barriersOf, fitsTheScreen, SCREENS, useBrowser, type Visitor } from '../support/browser/browser.ts';
import { seesMovingPicture, signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const JOHN = 'Dr. John Smith';
const JANE = 'Jane Doe';

async function arrive(name: string, path = '/', options = {}): Promise<Visitor> {
  const visitor = await browser.visit(clinic.url + path, options);
  await signInAs(visitor, name);
  return visitor;
}

/** Dr. Smith and Jane in the call of a visit, each on its page. */
async function meet(options = {}) {
  const id = await clinic.bookToday();
  const john = await arrive(JOHN, `/visits/${id}`, options);
  await john.page.getByRole('button', { name: 'Start video call' }).click();
  const jane = await arrive(JANE, `/visits/${id}`, options);
  await jane.page.getByRole('button', { name: 'Join video call' }).click();
  await seesMovingPicture(john.page, JANE);
  await seesMovingPicture(jane.page, JOHN);
  return { john, jane };
}

/** Marks the frame of the call, which a frame that loads anew would lose. */
const mark = ({ page }: Visitor) =>
  page.locator('iframe').evaluate((frame) => Object.assign(frame, { mark: 1 }));
const isMarked = ({ page }: Visitor) => page.locator('iframe').evaluate((frame) => 'mark' in frame);

test.each(['desktop', 'phone'] as const)(
  'on a %s a call goes on in a corner while one looks at other pages',
  async (screen) => {
    const { john, jane } = await meet({ viewport: SCREENS[screen] });
    for (const [visitor, other] of [
      [john, JANE],
      [jane, JOHN],
    ] as const) {
      await mark(visitor);
      await visitor.page.getByRole('link', { name: 'Readyroom' }).click();
      const corner = visitor.page.getByRole('region', { name: `Video call with ${other}` });
      await corner.getByRole('link', { name: 'Return to the call' }).waitFor();
      await seesMovingPicture(visitor.page, other);
      expect(await barriersOf(visitor.page)).toEqual([]);
      expect(await fitsTheScreen(visitor.page)).toBe(true);
      await browser.photograph(visitor.page, `call-in-the-corner-${screen}-${other}`);
      await corner.getByRole('link', { name: 'Return to the call' }).click();
      await visitor.page.getByRole('heading', { name: `Video visit with ${other}` }).waitFor();
      await seesMovingPicture(visitor.page, other);
      expect(await isMarked(visitor)).toBe(true);
    }
    expect([...john.complaints, ...jane.complaints]).toEqual([]);
  },
);

test('who is in a call is asked before another begins, and before the window closes', async () => {
  const { john } = await meet();
  await clinic.bookToday({ id: 124, patientId: 90 });
  const { page } = john;
  await page.getByRole('link', { name: 'Schedule' }).click();
  await page.getByRole('button', { name: 'Start video call Robert Brown' }).click();
  await page.getByText(`You are in a call with ${JANE}.`).waitFor();
  expect(await page.getByRole('button', { name: 'Start video call' }).count()).toBe(0);
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();
  const askedToSignOut = page.waitForEvent('dialog');
  const clicked = page.getByRole('button', { name: 'Sign out' }).click();
  const dialog = await askedToSignOut;
  expect(dialog.message()).toContain(`You are in a call with ${JANE}.`);
  await dialog.dismiss();
  await clicked;
  await page.locator('.notice').getByRole('button', { name: 'Leave' }).click();
  // What was asked for before the question goes on.
  await page.frameLocator('iframe').getByText('Waiting for the patient …').waitFor();
});

test('who comes back from the schedule and then leaves the call has left it', async () => {
  const id = await clinic.bookToday();
  const { page } = await arrive(JOHN, `/visits/${id}`);
  await page.getByRole('button', { name: 'Start video call' }).click();
  await page.frameLocator('iframe').getByText('Waiting for the patient …').waitFor();
  await page.getByRole('link', { name: 'Schedule' }).click();
  await page.getByRole('button', { name: `Return to the call ${JANE}` }).click();
  await page.frameLocator('iframe').getByRole('button', { name: 'Leave for now' }).click();
  await page.getByText('The visit is still open. You can join again.').waitFor();
  // What was asked for on the schedule is done, and does not begin the call again.
  expect(await page.evaluate('history.state')).toBe(null);
  expect(await page.locator('iframe').count()).toBe(0);
});

test('a patient has one way out of the call, and is told that they left it', async () => {
  const { john, jane } = await meet({ viewport: SCREENS.phone });
  expect(await jane.page.locator('.button.danger').count()).toBe(0);
  expect(await john.page.locator('.button.danger').allInnerTexts()).toEqual(['End visit']);
  await john.page.frameLocator('iframe').getByRole('button', { name: 'Leave for now' }).waitFor();
  await jane.page.frameLocator('iframe').getByRole('button', { name: 'Leave' }).click();
  await jane.page.getByRole('heading', { name: 'You left the call' }).waitFor();
  await john.page
    .getByText('The patient has left the call.')
    .or(john.page.getByText('The patient is waiting.'))
    .waitFor();
  await jane.page.getByRole('button', { name: 'Rejoin' }).click();
  await john.page.getByText('The patient is in the call.').waitFor();
});

test('a page joins again before its room token expires, and the call goes on in the same frame', async () => {
  const id = await clinic.bookToday();
  const jane = await browser.visit('about:blank');
  const renewals: string[] = [];
  jane.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (String(payload).startsWith('{"type":"token"')) renewals.push(socket.url());
    }),
  );
  await jane.page.clock.install();
  await jane.page.goto(`${clinic.url}/visits/${id}`);
  await signInAs(jane, JANE);
  const john = await arrive(JOHN, `/visits/${id}`);
  await john.page.getByRole('button', { name: 'Start video call' }).click();
  await jane.page.getByRole('button', { name: 'Join video call' }).click();
  await seesMovingPicture(john.page, JANE);
  await mark(jane);
  const firstToken = await linkTokenIn(jane);
  expect(renewals).toEqual([]);
  // The token lives for an hour.
  await jane.page.clock.fastForward('49:00');
  await expect.poll(() => renewals.length).toBe(1);
  expect(await linkTokenIn(jane)).not.toBe(firstToken);
  await seesMovingPicture(john.page, JANE);
  expect(await isMarked(jane)).toBe(true);
  expect(jane.complaints).toEqual([]);
});

/** The token with which the call's page would come back. */
const linkTokenIn = async ({ page }: Visitor) => {
  const frame = page.frames().find((frame) => frame.url().includes('/meet/'));
  return frame?.evaluate('history.state.token');
};

test('a visit that the clinic moves during the call says so on both pages', async () => {
  const { john, jane } = await meet();
  const days = (count: number) => new Date(Date.now() + count * 86_400_000);
  const moved = { startsAt: days(2), endsAt: days(2.02) };
  await clinic.em.nativeUpdate(Appointment, { id: 123 }, moved); // as the EHR does
  for (const { page } of [john, jane]) {
    // Nothing announces it, so the server looks within 30 s.
    await page.getByText('The call is over, because the visit was changed.').waitFor({ timeout: 40_000 });
    expect(await page.locator('iframe').count()).toBe(0);
  }
});

test('a visit that ends while one looks at another page says so there', async () => {
  const { john, jane } = await meet();
  await jane.page.getByRole('link', { name: 'Test your devices' }).click();
  await john.page.getByRole('button', { name: 'End visit' }).click();
  await john.page.getByRole('alertdialog').getByRole('button', { name: 'End visit' }).click();
  const corner = jane.page.getByRole('region', { name: `Video call with ${JOHN}` });
  await corner.getByText(`The call with ${JOHN} is over.`).waitFor();
  expect(await jane.page.locator('iframe').count()).toBe(0);
  await corner.getByRole('link', { name: 'Open the visit' }).click();
  await jane.page.getByRole('heading', { name: 'This visit has ended' }).waitFor();
  expect(await corner.count()).toBe(0);
});
