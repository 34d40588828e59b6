import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

const uncommented = readFileSync('.env.example', 'utf8').replaceAll(/^#(?=[A-Z_]+=)/gm, '');
const example = parseEnv(uncommented);

test('the example environment names every variable that the server reads, and no other', () => {
  const [, schema = ''] = readFileSync('src/config.ts', 'utf8').match(/const Environment = z\.object\(\{\n(.*?)^\}\);/ms) ?? [];
  const variables = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
  expect(variables).toContain('DATABASE_URL');
  expect(Object.keys(example).sort()).toEqual(variables.sort());
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
  expect(() => readConfig({ ...example, NODE_ENV: 'production' })).toThrow(expect.objectContaining({ problems }));
  const { secrets } = readConfig({ ...example, AUTH_JWKS_URL: '' });
  expect(secrets).toEqual({ ...readConfig({}).secrets, databaseUrl: example.DATABASE_URL, eventsUrl: example.EVENTS_URL });
});
