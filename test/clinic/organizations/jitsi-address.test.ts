import { expect, test } from 'vitest';
import { type Clinic, useClinic } from '../../support/clinic.ts';
import { Person } from '../../support/people/person.ts';
import { SECRET, settingsOf } from '../../support/people/settings.ts';
import { serveWith } from '../../support/servers/another-server.ts';

// A video server's page at an address where people sign in could read their tokens.

const clinic = useClinic();
const { write } = settingsOf(clinic);

const PROBLEM = 'jitsi.server_url must not be an address where people sign in';

const ISSUER = 'https://sso.example.org/realms/clinic';

/** The clinic behind a server that people reach at `clinic.url`, beside another front end and an issuer. */
const serve = (variables = {}) =>
  serveWith(clinic, {
    PORT: '4321',
    CORS_ORIGINS: 'https://ehr.example.org',
    AUTH_ISSUER: ISSUER,
    ...variables,
  });

const admin = (here: Clinic) =>
  here.person({ role: 'ADMIN', org_id: 1, email: 'admin@example.com', iss: ISSUER });

test.each([
  ['this server, as its caller sees it', (url: string) => url],
  ['a path of it', (url: string) => `${url}/jitsi`],
  ['the same over TLS', (url: string) => url.replace('http:', 'https:')],
  ['the port that it listens on, by another name', () => 'http://localhost:4321'],
  ['another front end', () => 'https://ehr.example.org/meetings'],
  ['the issuer', () => 'https://SSO.example.org'],
])('a Jitsi server is not set to %s', async (_what, addressFor) => {
  const here = await serve();
  const { change, stored } = settingsOf(here);
  const answer = await change(admin(here), 'jitsi.server_url', addressFor(here.url));
  expect(answer).toBeRefused('BAD_USER_INPUT');
  expect(answer.errors?.[0]?.message).toBe(PROBLEM);
  expect(await stored()).toEqual({});
});

test('a Jitsi server beside them is set, on the same machine as well', async () => {
  const here = await serve();
  const { change } = settingsOf(here);
  for (const address of ['https://meet.example.org', 'https://ehr.example.org:8443', 'http://127.0.0.1:8443'])
    expect((await change(admin(here), 'jitsi.server_url', address)).errors).toBeUndefined();
});

test('written into the table by hand, such an address closes the visits of its organization', async () => {
  await write('jitsi.server_url', clinic.url);
  await write('jitsi.app_secret', SECRET);
  const answer = await clinic.john.start(await clinic.book());
  expect(answer).toBeRefused('UNAVAILABLE');
  expect(answer.errors?.[0]?.message).toContain(PROBLEM);
});

test('the server’s own Jitsi is refused where callers reach both at one address', async () => {
  const here = await serve({
    JITSI_SERVER_URL: 'https://clinic.example.org',
    JITSI_APP_SECRET: SECRET,
    TRUSTED_PROXIES: 'loopback',
  });
  const id = await clinic.book();
  const startAt = (host: string) =>
    new Person(
      here.url,
      { role: 'PROVIDER', org_id: 1, provider_id: 45, iss: ISSUER },
      { 'x-forwarded-host': host },
    ).start(id);
  const refused = await startAt('clinic.example.org');
  expect(refused).toBeRefused('UNAVAILABLE');
  expect(refused.errors?.[0]?.message).toContain(PROBLEM);
  const { data } = await startAt('portal.example.org');
  expect(data?.startTelehealthSession.join.meetingUrl).toMatch(/^https:\/\/clinic\.example\.org\/apt123/);
});

test.each(['https://*.example.org', 'https://meet;example.org', "https://meet'example.org"])(
  'a Jitsi server is not set to %s, which would mean something else in the policy of a page',
  async (address) => {
    const { change } = settingsOf(clinic);
    const answer = await change(clinic.admin, 'jitsi.server_url', address);
    expect(answer.errors?.[0]?.message).toBe(
      'jitsi.server_url must be a URL such as https://meet.example.org',
    );
  },
);
