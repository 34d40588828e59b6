import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SCREENS, useBrowser, type Visitor } from '../support/browser/browser.ts';
import { missingStyles } from '../support/browser/missing-features.ts';
import { makeOld } from '../support/browser/oldest-browser.ts';
import { seesMovingPicture, signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';
import { openIssuer } from '../support/servers/issuer.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

/** Somebody whose browser has nothing that iOS 15.4, Chrome 100 or Firefox 102 lacks. */
async function arrive(name: string, path: string, options = {}): Promise<Visitor> {
  const visitor = await browser.visit(clinic.url + path, options, makeOld);
  await signInAs(visitor, name);
  return visitor;
}

test('in the oldest browsers a patient and a provider go through a visit, from the waiting room to the summary', async () => {
  const id = await clinic.bookToday();
  const jane = await arrive('Jane Doe', `/visits/${id}`, { viewport: SCREENS.phone });
  expect(await jane.page.evaluate("'toReversed' in [] || 'groupBy' in Map || 'any' in AbortSignal")).toBe(
    false,
  );
  await jane.page.getByText('can see that you are here').waitFor();
  const john = await arrive('Dr. John Smith', '/');
  await john.page.getByRole('link', { name: 'Open Jane Doe' }).click();
  await john.page.getByRole('button', { name: 'Start video call' }).click();
  await jane.page.getByRole('button', { name: 'Join video call' }).click();
  await seesMovingPicture(jane.page, 'Dr. John Smith');
  await seesMovingPicture(john.page, 'Jane Doe');
  await john.page.getByLabel('Plan').fill('Rest, fluids.');
  await john.page.getByText(/^Saved at/).waitFor();
  await john.page.getByRole('button', { name: 'End visit' }).click();
  await john.page.getByRole('alertdialog').getByRole('button', { name: 'End visit' }).click();
  await jane.page.getByRole('heading', { name: 'This visit has ended' }).waitFor();
  await jane.page.goto(`${clinic.url}/`);
  await jane.page.getByRole('tab', { name: 'Past' }).click();
  await jane.page.getByRole('link', { name: /^Summary/ }).waitFor();
  expect([jane.complaints, john.complaints]).toEqual([[], []]);
}, 60_000);

test.each([
  ['/usage', 'Usage'],
  ['/audit', 'Audit log'],
  ['/settings', 'Settings'],
])('in the oldest browsers an administrator sees %s', async (path, heading) => {
  const { page, complaints } = await arrive('Alex Morgan', path);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  await page.getByRole('status').first().waitFor({ state: 'attached' });
  expect(complaints).toEqual([]);
});

/** What the pages do without where it is not known. */
const WITHOUT = {
  has: 'the scrollbars of the practice room are light',
  container: 'a chart has few names',
  translate: 'a picture of oneself is not moved',
  'text-wrap': 'a heading has lines of any length',
  resize: 'a text field keeps its height',
};

const built = (ending: string) =>
  globSync(`web/dist/assets/*.${ending}`).map((file) => readFileSync(file, 'utf8'));

test('the styles use nothing that the oldest browsers lack, but what they can do without', () => {
  const missing = missingStyles(built('css').join(''));
  expect(missing.filter((name) => !(name in WITHOUT))).toEqual([]);
});

test('no script has a lookbehind: iOS before 16.4 refuses the whole file', () => {
  expect(built('js').filter((script) => /\(\?<[=!]/.test(script))).toEqual([]);
});

test('in the oldest browsers people sign in at their issuer', async () => {
  const jane = { role: 'PATIENT', org_id: 1, patient_id: 89, name: 'Jane Doe' };
  const issuer = await openIssuer((path) => [clinic.url + path], jane, 3600);
  await clinic.stop();
  await clinic.startAgain({ LOG_LEVEL: 'silent', RATE_LIMIT: 'off', ...issuer.variables });
  const { page, complaints } = await browser.visit(clinic.url, {}, makeOld);
  await page.getByRole('button', { name: 'Sign in with your clinic account' }).click();
  await page.getByPlaceholder('Enter any login').fill('jane');
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Your appointments' }).waitFor();
  expect(complaints).toEqual([]);
});
