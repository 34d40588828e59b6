import { expect, test } from 'vitest';
import { welcome } from '../../../src/commands/welcome.ts';
import { readConfig } from '../../../src/config/config.ts';

const greeting = (variables: Record<string, string>) =>
  welcome(readConfig(variables).config, 'http://127.0.0.1:4000', !variables.DATABASE_URL);

test('a developer is told where to sign in, and where nobody can', () => {
  expect(greeting({})).toContain('Open http://localhost:4000 in two windows and choose who you are');
  const closed = greeting({ DATABASE_URL: 'postgres://ehr@db/clinic', HOST: '0.0.0.0' });
  expect(closed).not.toContain('choose who you are');
  expect(closed).toContain('set DEMO_SIGN_IN=true');
});

test('demo keys are named loudly, and keys of one’s own are not', () => {
  expect(greeting({})).toContain('WARNING: running with demo keys');
  const own = { AUTH_JWKS_URL: 'https://sso.example.org/certs', CONFIG_ENCRYPTION_KEY: 'A'.repeat(43) };
  expect(greeting(own)).not.toMatch(/WARNING|DEMO_SIGN_IN|choose who you are/);
});
