import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { DEMO_KEY, demo, KEY, production } from '../../support/environments.ts';
import { problemsOf } from './problems-of.ts';

const CHANNEL = 'must name one channel, in 1 to 64 letters, digits, - or _';

test.each([
  ['PORT', '70000', 'must be a port number'],
  ['PORT', 'http', 'must be a port number'],
  ['DATABASE_URL', 'mysql://db/clinic', 'must be a URL that starts with postgres:// or postgresql://'],
  ['EVENTS_URL', 'amqp://broker', 'must be a URL that starts with redis:// or rediss:// or nats://'],
  ['EVENTS_URL', 'redis://broker?channel=', CHANNEL],
  ['EVENTS_URL', 'redis://broker?channel=clinic*', CHANNEL],
  ['EVENTS_URL', 'nats://broker/?channel=clinic.7', CHANNEL],
  ['EVENTS_URL', 'nats://broker?channel=two%20clinics', CHANNEL],
  ['EVENTS_URL', 'nats://broker?channel=one&channel=another', CHANNEL],
  ['EVENTS_URL', `rediss://broker?channel=${'a'.repeat(65)}`, CHANNEL],
  ['AUTH_JWKS_URL', 'sso.example.org', 'must be a URL that starts with http:// or https://'],
  ['JITSI_SERVER_URL', 'meet.example.org', 'must be a URL that starts with http:// or https://'],
  ['GATEWAY_SECRET', 'thirty-one-bytes-are-one-too-fe', 'must have at least 32 bytes'],
  ['JITSI_APP_SECRET', 'thirty-one-bytes-are-one-too-fe', 'must have at least 32 bytes'],
  ['JITSI_DEFAULT_TTL', '1 hour', 'must be a number of seconds'],
  ['JITSI_DEFAULT_TTL', '0', 'must be a number of seconds'],
  ['JITSI_ENABLED', 'yes', 'must be true or false'],
  ['CONFIG_ENCRYPTION_KEY', 'too-short', 'must be 32 bytes in base64url'],
  ['CONFIG_ENCRYPTION_KEY', `${KEY}A`, 'must be 32 bytes in base64url'],
  ['MAX_SOCKETS', '0', 'must be a number of sockets, at least 1'],
  ['MAX_SOCKETS', 'many', 'must be a number of sockets, at least 1'],
  ['DRAIN_SECONDS', '7', 'must be a number of seconds from 0 to 6'],
  [
    'TRUSTED_PROXIES',
    'balancer.example.org',
    'must be IP addresses, ranges such as 10.0.0.0/8, or uniquelocal or loopback, separated by commas',
  ],
  ['CONFIG_ENCRYPTION_KEY', '+/'.repeat(21), 'must be 32 bytes in base64url'],
  [
    'JITSI_PRIVATE_NETWORKS',
    'meet.internal',
    'must be IP addresses or ranges such as 10.0.0.0/8, separated by commas',
  ],
  [
    'JITSI_PRIVATE_NETWORKS',
    '10.0.0.0/33',
    'must be IP addresses or ranges such as 10.0.0.0/8, separated by commas',
  ],
  [
    'JITSI_PRIVATE_NETWORKS',
    '10.0.0.0/',
    'must be IP addresses or ranges such as 10.0.0.0/8, separated by commas',
  ],
  [
    'CONFIG_DECRYPTION_KEYS',
    `${KEY},too-short`,
    'must be keys of 32 bytes in base64url, separated by commas',
  ],
  ['SEED_DEMO', '1', 'must be true or false'],
  ['LOG_LEVEL', 'loud', 'must be one of fatal, error, warn, info, debug, trace, silent'],
  ['WORKER', 'false', 'must be on or off'],
  ['RATE_LIMIT', 'false', 'must be on, off, or how many requests of a person in a minute, 100 or more'],
  ['CORS_ORIGINS', '*', 'must be exact origins such as https://portal.example.org, separated by commas'],
  [
    'CORS_ORIGINS',
    'https://portal.example.org/',
    'must be exact origins such as https://portal.example.org, separated by commas',
  ],
])('%s=%s is refused in one sentence', (name, value, sentence) => {
  expect(problemsOf({ [name]: value })).toEqual([`${name} ${sentence}`]);
});

test.each([
  [
    'AUTH_JWT_SECRET or AUTH_JWKS_URL must be set in production: the demo key is public',
    { AUTH_JWT_SECRET: '' },
  ],
  ['AUTH_JWT_SECRET must have at least 32 bytes in production', { AUTH_JWT_SECRET: 'short' }],
  ['AUTH_JWT_SECRET must not be the demo key in production', { AUTH_JWT_SECRET: String(demo.callerSecret) }],
  ['CONFIG_ENCRYPTION_KEY must be set in production: the demo key is public', { CONFIG_ENCRYPTION_KEY: '' }],
  ['CONFIG_ENCRYPTION_KEY must not be the demo key in production', { CONFIG_ENCRYPTION_KEY: DEMO_KEY }],
  ['CONFIG_ENCRYPTION_KEY must not be the demo key in production', { CONFIG_ENCRYPTION_KEY: `${DEMO_KEY}=` }],
  [
    'CONFIG_DECRYPTION_KEYS must not hold the demo key in production',
    { CONFIG_DECRYPTION_KEYS: `${KEY}, ${DEMO_KEY}` },
  ],
  [
    'JITSI_APP_SECRET must not be the demo key in production',
    { JITSI_APP_SECRET: String(demo.practiceRoomSecret) },
  ],
  ['JITSI_SERVER_URL must be https in production', { JITSI_SERVER_URL: 'http://meet.example.org' }],
  ['JITSI_SERVER_URL must be https in production', { JITSI_SERVER_URL: 'HTTP://meet.example.org' }],
  ['AUTH_JWKS_URL must be https in production', { AUTH_JWKS_URL: 'http://sso.example.org/certs' }],
  ['AUTH_JWKS_URL must be https in production', { AUTH_JWKS_URL: ' HTTP://127.0.0.1/certs' }],
  ['AUTH_ISSUER must be https in production', { AUTH_ISSUER: 'http://sso.example.org/realms/clinic' }],
  ['SEED_DEMO must not be true in production', { SEED_DEMO: 'true' }],
  ['DEMO_SIGN_IN must not be true in production', { DEMO_SIGN_IN: 'true' }],
  ['RATE_LIMIT must stay on in production', { RATE_LIMIT: 'off' }],
])('%s', (sentence, change) => {
  expect(problemsOf({ ...production, ...change })).toEqual([sentence]);
});

test.each(['production', 'Production', 'PRODUCTION', ' production ', 'production\n', 'prod', 'Prod'])(
  'NODE_ENV=%j is production',
  (NODE_ENV) => {
    expect(readConfig({ ...production, NODE_ENV }).config.production).toBe(true);
    expect(problemsOf({ NODE_ENV })).toHaveLength(2);
  },
);

test.each(['development', 'Development', 'dev', 'test', ' test', ''])('NODE_ENV=%j is not', (NODE_ENV) => {
  expect(readConfig({ NODE_ENV }).config.production).toBe(false);
});

test.each(['produciton', 'productio', 'live', 'staging', 'true', '1', ' ', '"production"', 'constructor'])(
  'NODE_ENV=%j might have been meant for production, and is refused',
  (NODE_ENV) => {
    expect(problemsOf({ NODE_ENV })).toEqual(['NODE_ENV must be production, development or test']);
  },
);

test.each([
  ['this server', { JITSI_SERVER_URL: 'http://localhost:4000' }],
  ['its address in the network', { HOST: '192.0.2.7', JITSI_SERVER_URL: 'https://192.0.2.7:4000/jitsi' }],
  [
    'another front end',
    { CORS_ORIGINS: 'https://ehr.example.org', JITSI_SERVER_URL: 'https://ehr.example.org' },
  ],
  [
    'the issuer',
    { AUTH_ISSUER: 'https://sso.example.org/clinic', JITSI_SERVER_URL: 'https://sso.example.org/meet' },
  ],
])(
  'a Jitsi server at the address of %s is refused: its pages could read those where people sign in',
  (_what, env) => {
    expect(problemsOf(env)).toEqual(['JITSI_SERVER_URL must not be an address where people sign in']);
  },
);

test('a Jitsi server beside them is accepted', () => {
  const env = { CORS_ORIGINS: 'https://ehr.example.org', JITSI_SERVER_URL: 'https://meet.example.org' };
  expect(readConfig(env).config.jitsi.serverUrl).toBe('https://meet.example.org');
  expect(readConfig({ JITSI_SERVER_URL: 'https://localhost:8443' }).config.jitsi.serverUrl).toBeDefined();
});

test('everything that is wrong is said at once, what production refuses included', () => {
  const problems = problemsOf({ NODE_ENV: 'production', PORT: 'http', LOG_LEVEL: 'loud', RATE_LIMIT: 'off' });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'PORT',
    'LOG_LEVEL',
    'AUTH_JWT_SECRET',
    'CONFIG_ENCRYPTION_KEY',
    'RATE_LIMIT',
  ]);
});

test('the sentences quote no value, since a value may be a secret', () => {
  const canary = 'canary-value';
  const names = [
    'PORT',
    'DATABASE_URL',
    'GATEWAY_SECRET',
    'JITSI_APP_SECRET',
    'CONFIG_ENCRYPTION_KEY',
    'CONFIG_DECRYPTION_KEYS',
    'SEED_DEMO',
    'LOG_LEVEL',
    'CORS_ORIGINS',
  ];
  const problems = problemsOf(Object.fromEntries(names.map((name) => [name, canary])));
  expect(problems).toHaveLength(names.length);
  expect(problems.join()).not.toContain(canary);
});
