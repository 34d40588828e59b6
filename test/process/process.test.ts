import { expect, test, vi } from 'vitest';
import { callCommand } from '../support/call-command.ts';
import { ask, tokenOf, VISIT } from '../support/servers/ask-process.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { run, serve } from '../support/servers/process.ts';

// Every start makes or opens a database.
vi.setConfig({ testTimeout: 120_000 });

test('it greets with its address, how to sign in, and a warning about the demo keys', async () => {
  const { url, output } = await serve({ DATA_DIR: preparedClinic(), LOG_LEVEL: 'warn' });
  for (const words of [
    'Readyroom is ready on http://localhost:',
    '/graphql',
    '/api/docs',
    'npm run token -- --role provider --id 45',
    'WARNING: running with demo keys',
  ]) {
    expect(output.stdout).toContain(words);
  }
  expect(await ask(url, await tokenOf('patient', 89), VISIT)).toMatchObject({
    data: { appointment: { status: 'SCHEDULED' } },
  });
});

test('every broken variable is named at once', async () => {
  const { code, stderr } = await run('main.js', [], {
    PORT: 'http',
    DATABASE_URL: 'mysql://x',
    CONFIG_ENCRYPTION_KEY: 'short',
    JITSI_APP_SECRET: 'short',
  });
  expect(code).toBe(1);
  for (const variable of ['PORT', 'DATABASE_URL', 'CONFIG_ENCRYPTION_KEY', 'JITSI_APP_SECRET'])
    expect(stderr).toContain(`- ${variable} must`);
  expect(stderr).not.toContain('mysql');
});

test('production does not start on anything that everyone knows', async () => {
  const { code, stderr } = await run('main.js', [], {
    NODE_ENV: 'production',
    DATA_DIR: 'memory://',
    JITSI_SERVER_URL: 'http://meet.example.org',
    SEED_DEMO: 'true',
    RATE_LIMIT: 'off',
  });
  expect(code).toBe(1);
  for (const variable of [
    'AUTH_JWT_SECRET',
    'CONFIG_ENCRYPTION_KEY',
    'JITSI_SERVER_URL',
    'SEED_DEMO',
    'RATE_LIMIT',
  ])
    expect(stderr).toContain(`- ${variable}`);
});

const PRODUCTION = {
  NODE_ENV: 'production',
  AUTH_JWT_SECRET: 'a-caller-secret-of-this-clinic-0123456789',
  CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 'a-key-of-this-clinic').toString('base64url'),
};

test('with keys of its own, production starts without a greeting and without the demo clinic', async () => {
  const { url, output } = await serve({ ...PRODUCTION, HOST: '127.0.0.1', DATA_DIR: 'memory://' });
  const { AUTH_JWT_SECRET, CONFIG_ENCRYPTION_KEY } = PRODUCTION;
  const token = (
    await callCommand('token', ['--role', 'provider', '--id', '45'], { AUTH_JWT_SECRET })
  ).stdout.trim();
  expect(await ask(url, token, '{ viewer { id } }')).toMatchObject({
    errors: [
      {
        message: 'The token names an organization that is not known here',
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ],
  });
  expect(output.stderr).toBe('');
  for (const line of output.stdout.trim().split('\n'))
    expect(JSON.parse(line)).toMatchObject({ msg: expect.any(String) });
  expect(output.stdout).not.toMatch(new RegExp(`${AUTH_JWT_SECRET}|${CONFIG_ENCRYPTION_KEY}|${token}`));
});
