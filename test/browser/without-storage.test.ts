import { expect, test } from 'vitest';
import { useBrowser } from '../support/browser/browser.ts';
import { signInAs } from '../support/browser/portal.ts';
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
