import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { DEMO_KEY, KEY, production } from '../../support/environments.ts';

test('with nothing set, it serves this computer only, keeps its data in a folder and knows that its keys are demo keys', () => {
  const { config, secrets } = readConfig({});
  expect(config).toMatchObject({
    production: false,
    port: 4000,
    host: '127.0.0.1',
    dataDir: '.data',
    logLevel: 'info',
    rateLimit: 1_200,
  });
  expect(config).toMatchObject({
    demoEncryptionKey: true,
    seedDemo: undefined,
    corsOrigins: [],
    auth: { demo: true },
  });
  expect(config.jitsi).toEqual({
    enabled: true,
    appId: 'ciyex-telehealth',
    issuer: 'ciyex-app',
    defaultTtlSeconds: 3600,
  });
  expect(secrets.databaseUrl).toBeUndefined();
  expect(secrets.eventsUrl).toBeUndefined();
});

test('a clinic with keys of its own runs on no demo key', () => {
  const { config, secrets } = readConfig(production);
  expect(config).toMatchObject({ production: true, demoEncryptionKey: false, auth: { demo: false } });
  expect(secrets.callerSecret).toBe(production.AUTH_JWT_SECRET);
  expect(secrets.jitsiAppSecret).toBe(production.JITSI_APP_SECRET);
  expect(secrets.keyring).toEqual([
    { id: expect.stringMatching(/^[\da-f]{16}$/), key: Buffer.from(KEY, 'base64url') },
  ]);
});

test('keys that only decrypt come as a list, behind the one that encrypts', () => {
  const keys = [KEY, DEMO_KEY, Buffer.alloc(32, 'the-next-one').toString('base64url')];
  const { keyring } = readConfig({
    CONFIG_ENCRYPTION_KEY: KEY,
    CONFIG_DECRYPTION_KEYS: `${keys[1]}, ${keys[2]}=`,
  }).secrets;
  expect(keyring.map(({ key }) => Buffer.from(key).toString('base64url'))).toEqual(keys);
  expect(new Set(keyring.map(({ id }) => id)).size).toBe(3);
});

test('production listens to the network, has no practice room and never sets up the demo clinic', () => {
  const { config, secrets } = readConfig(production);
  expect(config).toMatchObject({ host: '0.0.0.0', seedDemo: false });
  expect(secrets.practiceRoomSecret).toBeUndefined();
});

test('whoever verifies callers by key set alone accepts no shared secret, not even the demo key', () => {
  const { config, secrets } = readConfig({ AUTH_JWKS_URL: 'https://sso.example.org/certs' });
  expect(config.auth).toMatchObject({ jwksUrl: 'https://sso.example.org/certs', demo: false });
  expect(secrets.callerSecret).toBeUndefined();
});

test('a variable that is set to nothing counts as not set, as compose files pass it', () => {
  const nothing = Object.fromEntries(
    ['PORT', 'DATABASE_URL', 'JITSI_SERVER_URL', 'SEED_DEMO', 'LOG_LEVEL'].map((name) => [name, '']),
  );
  expect(readConfig(nothing)).toEqual(readConfig({}));
});

test('slashes at the end of the Jitsi address are dropped, since room names follow it', () => {
  expect(readConfig({ JITSI_SERVER_URL: 'https://meet.example.org//' }).config.jitsi.serverUrl).toBe(
    'https://meet.example.org',
  );
});

test("organizations' own Jitsi may be anywhere on a developer's computer, in production on the Internet and where the operator says", () => {
  const networks = (environment: object) => readConfig({ ...environment }).config.privateNetworks;
  expect(networks({})).toEqual(['0.0.0.0/0', '::/0']);
  expect(networks(production)).toEqual([]);
  expect(networks({ ...production, JITSI_PRIVATE_NETWORKS: '10.20.0.0/16, fd12::/48, 192.168.1.7' })).toEqual(
    ['10.20.0.0/16', 'fd12::/48', '192.168.1.7'],
  );
});

test('allowed origins come as a list with commas, blanks or not', () => {
  const { config } = readConfig({ CORS_ORIGINS: 'https://portal.example.org, http://localhost:3000,' });
  expect(config.corsOrigins).toEqual(['https://portal.example.org', 'http://localhost:3000']);
});

test('a channel has a name of up to 64 letters, digits, hyphens and underscores', () => {
  for (const channel of ['a', 'Clinic_1-staging', 'a'.repeat(64)])
    expect(readConfig({ EVENTS_URL: `redis://broker?channel=${channel}` }).secrets.eventsUrl).toContain(
      channel,
    );
});
