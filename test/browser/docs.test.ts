import { expect, test } from 'vitest';
import { fitsTheScreen, SCREENS, useBrowser } from '../support/browser/browser.ts';
import { useClinic } from '../support/clinic.ts';

const clinic = useClinic();
const browser = useBrowser();

test.each(Object.entries(SCREENS))(
  'the documentation shows every path, complains about nothing and loads nothing from elsewhere: %s',
  async (_screen, viewport) => {
    const { page, complaints, requests } = await browser.visit(`${clinic.url}/api/docs`, { viewport });
    const { paths } = (await (await fetch(`${clinic.url}/api/openapi.json`)).json()) as { paths: object }; // an OpenAPI document
    await page.locator('.opblock').first().waitFor();
    const shown = await page
      .locator('.opblock-summary-path')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-path')));
    expect(new Set(shown)).toEqual(new Set(Object.keys(paths)));
    // Its parts that come later obey the page's policy as well.
    await page.locator('.opblock-summary-control').first().click();
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    await page.getByText('Available authorizations').waitFor();
    await page.getByRole('button', { name: 'Close' }).first().click();
    expect(complaints).toEqual([]);
    expect(await fitsTheScreen(page)).toBe(true);
    expect(new Set(requests.filter((url) => url.startsWith('http')).map((url) => new URL(url).host))).toEqual(
      new Set([new URL(clinic.url).host]),
    );
  },
);
