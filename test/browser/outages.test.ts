import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { barriersOf, useBrowser } from '../support/browser/browser.ts';
import { signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const ADMIN = 'Alex Morgan';

/** What the page says about something that is not in order. */
const messagesOn = (page: Page) =>
  page.locator('[role=alert], .notice').filter({ visible: true, hasText: /./ }).allInnerTexts();

/** Answers an operation of the page's in the server's place. */
const answer = (page: Page, operation: string, status: number, body: object) =>
  page.route('**/graphql', (route) =>
    route.request().postData()?.includes(`"operationName":"${operation}"`)
      ? route.fulfill({ status, json: body })
      : route.continue(),
  );

test('while the server is away a page says so once, and it comes by itself when the server is back', async () => {
  const visitor = await browser.visit(`${clinic.url}/usage`);
  const { page } = visitor;
  await signInAs(visitor, ADMIN);
  await page.getByText('No video visit was completed in this time.').waitFor();
  await clinic.stop();
  // A change of the question, and a page whose file has not been loaded yet.
  for (const go of [
    () => page.getByRole('radio', { name: 'Week' }).check(),
    () => page.getByRole('link', { name: 'Audit log' }).click(),
  ]) {
    await go();
    await page.getByText('The connection is interrupted.').waitFor();
    expect(await messagesOn(page)).toHaveLength(1);
    expect(await barriersOf(page)).toEqual([]);
  }
  await clinic.startAgain();
  await page.getByRole('heading', { name: 'Audit log', level: 1 }).waitFor({ timeout: 30_000 });
  await expect.poll(() => messagesOn(page)).toEqual([]);
}, 90_000);

test('a page that failed while the server was away is there again without a click', async () => {
  const visitor = await browser.visit(`${clinic.url}/usage`);
  const { page } = visitor;
  await signInAs(visitor, ADMIN);
  await page.getByText('No video visit was completed in this time.').waitFor();
  await clinic.stop();
  await page.getByRole('radio', { name: 'Day' }).check();
  await page.getByText('The connection is interrupted.').waitFor();
  await clinic.startAgain();
  await page.getByText('No video visit was completed in this time.').waitFor({ timeout: 30_000 });
  await expect.poll(() => messagesOn(page)).toEqual([]);
}, 90_000);

test('if the server does not say who is signed in, the frame of the page is there, and it asks again by itself', async () => {
  const { page } = await browser.visit(clinic.url);
  await answer(page, 'Viewer', 503, { errors: [{ message: 'Busy', extensions: { code: 'UNAVAILABLE' } }] });
  await page.getByRole('button', { name: `Sign in as ${ADMIN}` }).click();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await page.getByLabel('Language').waitFor();
  expect(await messagesOn(page)).toHaveLength(1);
  await page.unrouteAll();
  await page.getByRole('heading', { name: 'Usage' }).waitFor({ timeout: 30_000 });
});

test('if the server does not know the token any more, one button leads to the sign-in', async () => {
  const { page } = await browser.visit(clinic.url);
  await answer(page, 'Viewer', 401, {
    errors: [{ message: 'The token is not valid here', extensions: { code: 'UNAUTHENTICATED' } }],
  });
  await page.getByRole('button', { name: `Sign in as ${ADMIN}` }).click();
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByRole('heading', { name: 'Who are you today?' }).waitFor();
});

test('an error in what all pages share leaves the page as it is', async () => {
  await clinic.bookToday();
  const { page } = await browser.visit(`${clinic.url}/check`);
  // What no server pushes: an appointment of nobody.
  await page.routeWebSocket('**/graphql', (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) =>
      socket.send(String(message).replace(/"(patient|provider)":\{[^}]*\}/g, '"$1":null')),
    );
  });
  await page.getByRole('button', { name: 'Sign in as Jane Doe' }).click();
  await page.getByRole('alert').filter({ hasText: 'A part of this page stopped working.' }).waitFor();
  await page.getByRole('button', { name: 'Start the test' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
});
