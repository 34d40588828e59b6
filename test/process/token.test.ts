import { decodeJwt, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { callCommand } from '../support/call-command.ts';
import { KEY } from '../support/environments.ts';
import { run } from '../support/servers/process.ts';

const token = (args: string, variables = {}) => callCommand('token', args.split(' '), variables);
const secret = 'a-shared-secret-of-somebody-0123456789abcdef';

test.each([
  [
    '--role provider --id 45',
    { sub: 'provider-45', role: 'PROVIDER', provider_id: 45, org_id: 1, name: 'Dr. John Smith' },
  ],
  [
    '--role patient --id 89',
    { sub: 'patient-89', role: 'PATIENT', patient_id: 89, org_id: 1, email: 'jane.doe@example.com' },
  ],
  ['--role admin --id 1', { sub: 'admin-1', role: 'ADMIN', org_id: 1, email: 'admin@example.com' }],
  ['--role provider --id 61', { provider_id: 61, org_id: 2, name: 'Dr. Emily Chen' }],
  ['--role provider --id 45 --org 2', { provider_id: 45, org_id: 2, name: 'provider 45' }],
])('%s prints a token for that person and nothing else', async (args, claims) => {
  const { code, stdout, stderr } = await token(args);
  expect([code, stderr]).toEqual([0, '']);
  expect(decodeJwt(stdout.trim())).toMatchObject(claims);
});

test('it lasts an hour, or as long as is asked for', async () => {
  const lifetime = async (args: string) => {
    const { iat = 0, exp = 0 } = decodeJwt((await token(args)).stdout);
    return exp - iat;
  };
  expect(await lifetime('--role patient --id 89')).toBe(3600);
  expect(await lifetime('--role patient --id 89 --ttl 60')).toBe(60);
});

test('it is signed with the secret that the server verifies with, for its issuer and audience', async () => {
  const { stdout } = await run('commands/token.js', ['--role', 'patient', '--id', '89'], {
    AUTH_JWT_SECRET: secret,
    AUTH_ISSUER: 'https://issuer.example.org',
    AUTH_AUDIENCE: 'readyroom',
  });
  const { payload } = await jwtVerify(stdout.trim(), new TextEncoder().encode(secret));
  expect(payload).toMatchObject({ iss: 'https://issuer.example.org', aud: 'readyroom' });
});

test.each([
  '',
  '--role nurse --id 1',
  '--role patient',
  '--role patient --id 0',
  '--role patient --id abc',
  '--role patient --id 89 --ttl -1',
  '--role patient --id 89 --org x',
  '--name Jane',
])('the arguments "%s" are explained, not guessed at', async (args) => {
  const { code, stdout, stderr } = await token(args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('Usage: npm run token');
});

test('there are no demo tokens for production, nor where only an issuer can sign', async () => {
  const production = {
    NODE_ENV: 'production',
    AUTH_JWT_SECRET: secret,
    CONFIG_ENCRYPTION_KEY: KEY,
  };
  for (const variables of [
    production,
    { NODE_ENV: 'production' },
    { AUTH_JWKS_URL: 'https://issuer.example.org/keys' },
  ]) {
    const { code, stdout } = await token('--role provider --id 45', variables);
    expect([code, stdout]).toEqual([1, '']);
  }
});
