import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { run, serve, temporaryFolder } from '../support/process.ts';

// Every command opens the database anew.
vi.setConfig({ testTimeout: 60_000 });

const SECRET = 'the-secret-of-the-practice-0123456789abcdefgh';

/** A data folder with the demo clinic in it, and the command on it. */
async function clinicOnDisk() {
  const DATA_DIR = temporaryFolder();
  const server = await serve({ DATA_DIR, LOG_LEVEL: 'warn' });
  await server.stop('SIGTERM');
  return (args: string[], input = '') => run('commands/config.js', args, { DATA_DIR }, input);
}

async function jitsiAnswering(status: number) {
  const server = createServer((_request, response) => response.writeHead(status).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('settings are set, listed and read back, secrets are only said to be set', async () => {
  const config = await clinicOnDisk();
  expect(await config(['list', '1'])).toMatchObject({ code: 0, stdout: 'Organization 1 has no settings of its own.\n' });
  expect(await config(['set', '1', 'jitsi.server_url', 'https://meet.example.org'])).toMatchObject({ code: 0, stderr: '' });
  const secret = await config(['set', '1', 'jitsi.app_secret'], `${SECRET}\n`);
  expect(secret).toMatchObject({ code: 0, stdout: expect.stringContaining('encrypted') });

  expect(await config(['get', '1', 'jitsi.server_url'])).toMatchObject({ code: 0, stdout: 'https://meet.example.org\n' });
  expect(await config(['get', '1', 'jitsi.app_id'])).toMatchObject({ code: 0, stdout: '(not set)\n' });
  const list = await config(['list', '1']);
  expect(list.stdout.trim().split('\n').sort()).toEqual([
    'jitsi.app_secret = (set, encrypted, never shown)',
    'jitsi.server_url = https://meet.example.org',
  ]);
  const all = [secret, list, await config(['get', '1', 'jitsi.app_secret']), await config(['check', '1'])];
  expect(JSON.stringify(all)).not.toContain(SECRET);
  expect((await config(['list', '2'])).stdout).toContain('no settings of its own');
});

test('what cannot be right is refused in words, and nothing is set', async () => {
  const config = await clinicOnDisk();
  for (const [args, words] of [
    [['set', '1', 'jitsi.app_secret', 'short'], 'at least 32 bytes'],
    [['set', '1', 'jitsi.server_url', 'meet.example.org'], 'must be a URL'],
    [['set', '1', 'jitsi.enabled', 'yes'], 'must be true or false'],
    [['set', '1', 'jitsi.default_ttl', '1e9'], 'seconds'],
    [['set', '1', 'jitsi.colour', 'blue'], 'There is no setting jitsi.colour'],
    [['get', '1', 'constructor'], 'There is no setting constructor'],
    [['list', '999'], 'There is no organization 999'],
    [['list', 'one'], 'Usage:'],
    [['frobnicate', '1'], 'Usage:'],
    [[], 'Usage:'],
  ] as const) {
    const { code, stdout, stderr } = await config([...args]);
    expect([args, code, stdout]).toEqual([args, 1, '']);
    expect(stderr).toContain(words);
  }
  expect((await config(['list', '1'])).stdout).toContain('no settings of its own');
});

test('check says what this organization’s Jitsi must be told, and whether its server answers', async () => {
  const config = await clinicOnDisk();
  expect(await config(['check', '1'])).toMatchObject({ code: 0, stdout: expect.stringContaining('practice room') });

  await config(['set', '1', 'jitsi.server_url', await jitsiAnswering(200)]);
  expect(await config(['check', '1'])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('BROKEN  Settings: jitsi.app_secret is missing'),
  });

  await config(['set', '1', 'jitsi.app_secret', SECRET]);
  await config(['set', '1', 'jitsi.app_id', 'practice-1']);
  const { code, stdout } = await config(['check', '1']);
  expect(code).toBe(0);
  for (const words of [
    'answers with 200',
    'app_id = "practice-1"',
    'asap_accepted_issuers = { "ciyex-app" }',
    'asap_accepted_audiences = { "practice-1" }',
    'VirtualHost "127.0.0.1"',
    'token_affiliation',
    'enable-auto-owner = false',
  ]) {
    expect(stdout).toContain(words);
  }

  await config(['set', '1', 'jitsi.server_url', 'http://127.0.0.1:9']);
  expect(await config(['check', '1'])).toMatchObject({ code: 1, stdout: expect.stringContaining('does not answer') });
});
