import { expect, test } from 'vitest';
import { useBrowser } from '../support/browser/browser.ts';
import { useDemoClinic } from '../support/servers/demo.ts';
import { openIssuer } from '../support/servers/issuer.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const JANE = { role: 'PATIENT', org_id: 1, patient_id: 89, name: 'Jane Doe' };
/** The client renews a minute before a token ends. */
const RENEWED_AT_ONCE = 62;

async function clinicWithIssuer(seconds: number, claims: Record<string, unknown> = JANE) {
  const issuer = await openIssuer((path) => [clinic.url + path], claims, seconds);
  await clinic.stop();
  await clinic.startAgain({ LOG_LEVEL: 'silent', RATE_LIMIT: 'off', ...issuer.variables });
  return issuer;
}

test('people sign in at their issuer by code and PKCE, come back to where they were going, are renewed, and sign out there, too', async () => {
  const id = await clinic.bookToday();
  const issuer = await clinicWithIssuer(RENEWED_AT_ONCE);
  const { page, requests, complaints } = await browser.visit(`${clinic.url}/visits/${id}`);
  await page.getByRole('button', { name: 'Sign in with your clinic account' }).click();
  await page.getByPlaceholder('Enter any login').fill('jane');
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Waiting room' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/visits/${id}`);
  await page.getByText('can see that you are here').waitFor();

  const asked = new URL(String(requests.find((url) => url.startsWith(`${issuer.url}/auth?`)))).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    client_id: 'portal',
  });
  await expect
    .poll(() => requests.filter((url) => url.includes('prompt=none')).length, { timeout: 15_000 })
    .toBeGreaterThan(0);
  await expect
    .poll(() => requests.filter((url) => url.endsWith('/token')).length, { timeout: 15_000 })
    .toBeGreaterThan(1);
  const stored = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
  expect(stored).not.toContain('eyJ');

  // In the memory of the page only: a reload asks the issuer, who still knows who it is.
  await page.reload();
  await page.getByRole('heading', { name: 'Waiting room' }).waitFor();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await page.getByRole('button', { name: 'Sign in with your clinic account' }).waitFor();
  expect(new URL(page.url()).origin).toBe(clinic.url);
  expect(complaints).toEqual([]);
}, 60_000);

test('an issuer who does not answer is said to, and nobody is sent in circles', async () => {
  await clinic.stop();
  const away = 'http://127.0.0.1:9';
  await clinic.startAgain({
    LOG_LEVEL: 'silent',
    RATE_LIMIT: 'off',
    AUTH_ISSUER: away,
    AUTH_JWKS_URL: `${away}/jwks`,
    AUTH_CLIENT_ID: 'portal',
  });
  const { page } = await browser.visit(clinic.url);
  await page.getByRole('button', { name: 'Sign in with your clinic account' }).click();
  await page.getByRole('alert').filter({ hasText: 'The sign-in service cannot be reached.' }).waitFor();
  await page.goto(`${clinic.url}/signed-in?error=access_denied&state=made-up`);
  await page.getByRole('alert').filter({ hasText: 'Signing in did not work.' }).waitFor();
});

test('somebody whose token gives them no role here is told in words', async () => {
  await clinicWithIssuer(3600, { org_id: 1, name: 'Nobody Yet' });
  const { page } = await browser.visit(clinic.url);
  await page.getByRole('button', { name: 'Sign in with your clinic account' }).click();
  await page.getByPlaceholder('Enter any login').fill('nobody');
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toMatch(/sign/i);
});

test('a server that nobody has set up for sign-in says what is missing', async () => {
  await clinic.stop();
  await clinic.startAgain({
    LOG_LEVEL: 'silent',
    RATE_LIMIT: 'off',
    AUTH_JWT_SECRET: 'a-secret-that-only-this-test-has-0123456789',
  });
  const { page } = await browser.visit(clinic.url);
  await page.getByText('AUTH_ISSUER and AUTH_CLIENT_ID').waitFor();
});
