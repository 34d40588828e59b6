import { SignJWT } from 'jose';
import type { Page } from 'playwright-core';
import { demo } from '../../../src/config/keys.ts';

/** A caller token of the demo clinic, with any claims. */
export const demoToken = (claims: Record<string, unknown>) =>
  new SignJWT({ org_id: 1, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject('somebody')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(demo.callerSecret));

/** From now on, who signs in on this page is whom the claims say, whichever name they choose. */
export async function signsInWith(page: Page, claims: Record<string, unknown>) {
  const access_token = await demoToken(claims);
  await page.route('**/demo/token', (route) =>
    route.fulfill({ json: { access_token, token_type: 'Bearer', expires_in: 3600, refresh_token: 'x' } }),
  );
}

/** Dr. Smith starts a visit, at another desk. */
export async function startVisit(url: string, id: string) {
  const token = await demoToken({ role: 'PROVIDER', provider_id: 45 });
  const query = `mutation { startTelehealthSession(appointmentId: "${id}") { session { id } } }`;
  await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
}
