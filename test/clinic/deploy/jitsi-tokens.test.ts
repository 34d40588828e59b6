import { jwtVerify } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import { Clinic, useClinic } from '../../support/clinic.ts';
import { environmentOf } from '../../support/compose.ts';
import { SECRET } from '../../support/people/secret.ts';

const clinic = useClinic();
const prosody = environmentOf('prosody');
const list = (name: string) => (prosody[name] ?? '').split(',');

/** The clinic as a node of the compose file serves it, on the tests' own database. */
async function openNode() {
  const { DATABASE_URL, DATABASE_MIGRATION_URL, EVENTS_URL, ...environment } = environmentOf('node-a');
  const { config, secrets } = readConfig({ ...environment, LOG_LEVEL: 'silent', DRAIN_SECONDS: '0' });
  // The one that the clinic's settings are encrypted with.
  const { keyring } = readConfig({ AUTH_JWT_SECRET: SECRET }).secrets;
  const { server } = await createApp(config, { ...secrets, keyring }, clinic.database);
  onTestFinished(() => server.close());
  return new Clinic(await server.listen({ port: 0, host: '127.0.0.1' }), clinic.database);
}

/** What mod_auth_token and its companions ask of a token when they are set up like this. */
function judgedByProsody(token: string) {
  return jwtVerify(token, new TextEncoder().encode(prosody.JWT_APP_SECRET), {
    algorithms: ['HS256'],
    typ: 'JWT',
    issuer: list('JWT_ACCEPTED_ISSUERS'),
    audience: list('JWT_ACCEPTED_AUDIENCES'),
    // With domain verification: Prosody's main domain.
    subject: String(prosody.XMPP_DOMAIN),
    requiredClaims: ['exp', 'room'],
  });
}

test('the composed Prosody lets in whom a composed node gives a token: the provider as owner, the patient as member', async () => {
  const { john, jane, ...node } = await openNode();
  const id = await clinic.book();
  const started = (await john.start(id)).data?.startTelehealthSession.join;
  const joined = (await jane.join(id)).data?.joinTelehealth;
  if (!started || !joined) throw new Error(`The visit at ${node.url} did not start`);

  for (const [{ token, meetingUrl }, moderator, affiliation] of [
    [started, true, 'owner'],
    [joined, false, 'member'],
  ] as const) {
    const { payload } = await judgedByProsody(token);
    expect(payload).toMatchObject({
      aud: expect.any(String),
      room: 'apt123',
      context: { user: { moderator, affiliation } },
    });
    // Nothing is switched on that the composed Jitsi keeps off.
    expect(Object.values((payload.context as { features: object }).features).filter(Boolean)).toEqual([]);
    expect(meetingUrl).toBe(`${environmentOf('web').PUBLIC_URL}/apt123?jwt=${token}`);
  }
});

test('a token by another secret, for another domain or another audience is refused', async () => {
  const { john } = await openNode();
  const token = (await john.start(await clinic.book())).data?.startTelehealthSession.join.token ?? '';
  for (const [name, value] of [
    ['JWT_APP_SECRET', 'another-secret-of-another-clinic-0123456789'],
    ['XMPP_DOMAIN', 'meet.example.org'],
    ['JWT_ACCEPTED_AUDIENCES', 'somebody-else'],
    ['JWT_ACCEPTED_ISSUERS', 'somebody-else'],
  ] as const) {
    const before = prosody[name];
    prosody[name] = value;
    await expect(judgedByProsody(token)).rejects.toThrow();
    prosody[name] = String(before);
  }
});

test('the composed Jitsi is one where the token alone decides who comes in, and who moderates', () => {
  // The names and their meanings: docker-jitsi-meet, templates of the release that the images are of.
  expect(prosody).toMatchObject({
    ENABLE_AUTH: '1',
    AUTH_TYPE: 'jwt',
    ENABLE_GUESTS: '0',
    JWT_ALLOW_EMPTY: '0',
  });
  expect(prosody).toMatchObject({
    JWT_ENABLE_DOMAIN_VERIFICATION: '1',
    JWT_APP_ID: environmentOf('node-a').JITSI_APP_ID,
  });
  expect(list('XMPP_MUC_MODULES')).toContain('token_affiliation');
  expect(environmentOf('jicofo')).toMatchObject({ ENABLE_AUTO_OWNER: '0', JICOFO_ENABLE_AUTH: '0' });
  for (const name of ['web', 'prosody', 'jicofo'])
    expect(environmentOf(name)).toMatchObject({
      ENABLE_RECORDING: '0',
      ENABLE_TRANSCRIPTIONS: '0',
      XMPP_DOMAIN: prosody.XMPP_DOMAIN,
    });
  expect(environmentOf('web')).toMatchObject({ DISABLE_LOCAL_RECORDING: '1', ENABLE_LIVESTREAMING: '0' });
});

test('Jitsi’s parts find each other, by passwords that they share', () => {
  for (const name of ['jicofo', 'jvb']) expect(environmentOf(name).XMPP_SERVER).toBe('prosody');
  expect(environmentOf('web').XMPP_BOSH_URL_BASE).toBe('http://prosody:5280');
  expect(environmentOf('jicofo').JICOFO_AUTH_PASSWORD).toBe(prosody.JICOFO_AUTH_PASSWORD);
  expect(environmentOf('jvb').JVB_AUTH_PASSWORD).toBe(prosody.JVB_AUTH_PASSWORD);
});
