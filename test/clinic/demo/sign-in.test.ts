import { expect, test } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import { useClinic } from '../../support/clinic.ts';
import { SECRET } from '../../support/people/secret.ts';

const clinic = useClinic();

async function askForToken(body: Record<string, string>, variables: Record<string, string> = {}) {
  const { config, secrets } = readConfig({ LOG_LEVEL: 'silent', ...variables });
  const { server } = await createApp(config, secrets, clinic.database);
  const response = await server.inject({
    method: 'POST',
    path: '/demo/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(body).toString(),
  });
  const whoIs = async (token: string) => {
    const query = '{ viewer { id roles organization { id } } }';
    const answer = await server.inject({
      method: 'POST',
      path: '/graphql',
      headers: { authorization: `Bearer ${token}` },
      body: { query },
    });
    return answer.json().data.viewer;
  };
  const answer = { status: response.statusCode, headers: response.headers, body: response.json() };
  const viewer = answer.status === 200 ? await whoIs(answer.body.access_token) : undefined;
  await server.close();
  return { ...answer, viewer };
}

test.each([
  ['provider-45', { id: 'provider-45', roles: ['PROVIDER'], organization: { id: '1' } }],
  ['patient-89', { id: 'patient-89', roles: ['PATIENT'], organization: { id: '1' } }],
  ['admin-2', { id: 'admin-2', roles: ['ADMIN'], organization: { id: '2' } }],
])(
  '%s gets a token that the server takes for theirs, and it is renewed without asking again',
  async (username, viewer) => {
    const first = await askForToken({ grant_type: 'password', username, password: '-' });
    expect(first).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3600 }, viewer });
    expect(first.headers['cache-control']).toBe('no-store');
    const renewed = await askForToken({
      grant_type: 'refresh_token',
      refresh_token: first.body.refresh_token,
    });
    expect(renewed).toMatchObject({ status: 200, viewer });
  },
);

test.each([
  [{ grant_type: 'password', username: 'provider-1' }],
  [{ grant_type: 'refresh_token', refresh_token: 'admin-9' }],
  [{ grant_type: 'client_credentials' }],
  [{ grant_type: 'password' }],
])('nobody comes out of nowhere: %o', async (body) => {
  expect(await askForToken(body as unknown as Record<string, string>)).toMatchObject({
    status: 400,
    body: { code: 'BAD_USER_INPUT' },
  }); // some leave things out
});

const CLINIC = { DATABASE_URL: 'postgres://ehr@db/clinic' };

test.each([
  ['the embedded demo, from the network', 200, { HOST: '0.0.0.0' }],
  ["a clinic's database, on this computer", 200, CLINIC],
  ["a clinic's database, on this computer by IPv6", 200, { ...CLINIC, HOST: '::1' }],
  ["a clinic's database, from the network", 404, { ...CLINIC, HOST: '0.0.0.0' }],
  ["a clinic's database, from the network by IPv6", 404, { ...CLINIC, HOST: '::' }],
  ["a clinic's database, by a name", 404, { ...CLINIC, HOST: '127.0.0.1.example.org' }],
  ['a database to be filled, from the network', 404, { ...CLINIC, HOST: '0.0.0.0', SEED_DEMO: 'true' }],
  ['the embedded database of a clinic, from the network', 404, { HOST: '10.0.0.7', SEED_DEMO: 'false' }],
  ['where the operator says so', 200, { ...CLINIC, HOST: '0.0.0.0', DEMO_SIGN_IN: 'true' }],
])('signing in without a password, %s: %i', async (_where, status, variables) => {
  const answer = await askForToken({ grant_type: 'password', username: 'admin-1' }, variables);
  expect(answer.status).toBe(status);
});

test('there is no such door once real keys count', async () => {
  const body = { grant_type: 'password', username: 'provider-45' };
  expect(await askForToken(body, { AUTH_JWT_SECRET: SECRET })).toMatchObject({ status: 404 });
  expect(await askForToken(body, { AUTH_JWKS_URL: 'https://sso.example.org/keys' })).toMatchObject({
    status: 404,
  });
});
