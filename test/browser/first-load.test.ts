import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useBrowser } from '../support/browser/browser.ts';
import { signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const MOST_KB = 150;

/** What has been fetched of the built client so far, compressed by gzip, in kB. */
const weightOf = (requests: string[]) => {
  const files = new Set(
    requests.map((url) => new URL(url).pathname).filter((path) => path.startsWith('/assets/')),
  );
  return [...files].reduce((sum, path) => sum + readFileSync(`web/dist${path}.gz`).length, 0) / 1_000;
};

test.each([
  ['a patient', 'Jane Doe', 'Your appointments'],
  ['a provider', 'Dr. John Smith', 'Schedule'],
  ['an administrator', 'Alex Morgan', 'Usage'],
])(
  `everything that %s loads from the address to their first page weighs at most ${MOST_KB} kB`,
  async (_who, name, heading) => {
    const visitor = await browser.visit(clinic.url);
    await visitor.page.getByRole('heading', { level: 1 }).waitFor();
    const signInPage = weightOf(visitor.requests);
    await signInAs(visitor, name);
    await visitor.page.getByRole('heading', { name: heading }).waitFor();
    await visitor.page.waitForLoadState('networkidle');
    const firstPage = weightOf(visitor.requests);
    process.stdout.write(
      `${name}: ${signInPage.toFixed(0)} kB for the sign-in, ${firstPage.toFixed(0)} kB in all\n`,
    );
    expect(signInPage).toBeGreaterThan(50);
    expect(firstPage).toBeGreaterThan(signInPage);
    expect(firstPage).toBeLessThanOrEqual(MOST_KB);
  },
);

test('no page asks anyone but its own server', async () => {
  const visitor = await browser.visit(clinic.url);
  await signInAs(visitor, 'Jane Doe');
  await visitor.page.waitForLoadState('networkidle');
  const hosts = new Set(
    visitor.requests.filter((url) => /^(http|ws)/.test(url)).map((url) => new URL(url).host),
  );
  expect([...hosts]).toEqual([new URL(clinic.url).host]);
  expect(visitor.complaints).toEqual([]);
});
