import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { composeVariables, exampleEnvironment } from '../../support/compose.ts';
import { serverVariables } from '../../support/server-variables.ts';

const example = exampleEnvironment();

test('the example environment names every variable that the server or the compose file reads, and no other', () => {
  const variables = serverVariables();
  expect(variables).toContain('DATABASE_URL');
  const all = new Set([...variables, ...composeVariables().map(({ name }) => name)]);
  expect(Object.keys(example).sort()).toEqual([...all].sort());
});

test('the example environment can be used as it stands, and shows the defaults', () => {
  const { config } = readConfig(example);
  const { config: defaults } = readConfig({});
  const { port, host, dataDir, logLevel, rateLimit, demoEncryptionKey } = defaults;
  const { appId, issuer, defaultTtlSeconds, enabled } = defaults.jitsi;
  expect(config).toMatchObject({ port, host, dataDir, logLevel, rateLimit, demoEncryptionKey });
  expect(config.jitsi).toMatchObject({ appId, issuer, defaultTtlSeconds, enabled });
});

test('the example environment holds no secret that production would take', () => {
  const problems = expect.arrayContaining([expect.stringContaining('CONFIG_ENCRYPTION_KEY must be set')]);
  expect(() => readConfig({ ...example, NODE_ENV: 'production' })).toThrow(
    expect.objectContaining({ problems }),
  );
  const { secrets } = readConfig({ ...example, AUTH_JWKS_URL: '' });
  const { DATABASE_URL: databaseUrl, DATABASE_MIGRATION_URL: migrationUrl, EVENTS_URL: eventsUrl } = example;
  const { DATABASE_LISTEN_URL: listenUrl } = example;
  expect(secrets).toEqual({ ...readConfig({}).secrets, databaseUrl, migrationUrl, listenUrl, eventsUrl });
});
