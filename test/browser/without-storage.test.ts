import { expect, test } from 'vitest';
import { useBrowser } from '../support/browser/browser.ts';
import { seesMovingPicture, signInAs } from '../support/browser/portal.ts';
import { blockStorage } from '../support/browser/storage.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

test('where the browser grants no storage, people sign in, choose their language and check their devices all the same', async () => {
  await clinic.bookToday();
  const jane = await browser.visit(clinic.url, {}, blockStorage);
  const { page } = jane;
  await signInAs(jane, 'Jane Doe');
  await page.getByLabel('Language').selectOption('es');
  await page.getByRole('button', { name: 'Cerrar sesión' }).waitFor();
  await page.getByLabel('Idioma').selectOption('en');
  await page.getByRole('link', { name: 'Test your devices' }).click();
  await page.getByRole('button', { name: 'Start the test' }).click();
  await page.getByText('Do you see yourself?').waitFor();
  expect(jane.complaints).toEqual([]);
});

test('where the browser grants no storage, channels or workers either, a patient waits, joins and leaves all the same', async () => {
  const id = await clinic.bookToday();
  const jane = await browser.visit(`${clinic.url}/visits/${id}`, {}, async (page) => {
    await blockStorage(page);
    await page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      };
      window.BroadcastChannel = new Proxy(window.BroadcastChannel, { construct: refuse });
      if ('serviceWorker' in navigator) navigator.serviceWorker.register = async () => refuse();
    });
  });
  await signInAs(jane, 'Jane Doe');
  await jane.page.getByText('This browser shows no notifications.').waitFor();
  const john = await browser.visit(`${clinic.url}/visits/${id}`);
  await signInAs(john, 'Dr. John Smith');
  await john.page.getByRole('button', { name: 'Start video call' }).click();
  await jane.page.getByRole('button', { name: 'Join video call' }).click();
  await seesMovingPicture(jane.page, 'Dr. John Smith');
  await jane.page.frameLocator('iframe').getByRole('button', { name: 'Leave' }).click();
  await jane.page.getByRole('heading', { name: 'You left the call' }).waitFor();
  await jane.page.getByRole('button', { name: 'Sign out' }).click();
  await jane.page.getByRole('heading', { name: 'Who are you today?' }).waitFor();
  expect(jane.complaints).toEqual([]);
});
