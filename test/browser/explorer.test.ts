import { expect, test } from 'vitest';
import { fitsTheScreen, SCREENS, useBrowser } from '../support/browser/browser.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

test.each(Object.entries(SCREENS))(
  'the explorer of GraphQL reads the schema, asks as the demo’s provider and loads nothing from elsewhere: %s',
  async (screen, viewport) => {
    await clinic.bookToday();
    const { page, complaints, requests } = await browser.visit(`${clinic.url}/graphql`, { viewport });
    await page.getByText('Reloaded doc successfully').waitFor();
    await page.getByRole('button', { name: 'Send Request' }).click();
    await page.getByText('"provider-45"').waitFor();
    await page.getByText('"SCHEDULED"').waitFor();
    await browser.photograph(page, `explorer-${screen}`);

    await page.getByText('Docs', { exact: true }).click();
    await page.getByText('Mutation', { exact: true }).click();
    await page.getByText('startTelehealthSession').first().waitFor();
    expect(complaints).toEqual([]);
    expect(await fitsTheScreen(page)).toBe(true);
    const hosts = requests.filter((url) => url.startsWith('http')).map((url) => new URL(url).host);
    expect(new Set(hosts)).toEqual(new Set([new URL(clinic.url).host]));
  },
);
