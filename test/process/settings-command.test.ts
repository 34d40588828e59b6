import { expect, test, vi } from 'vitest';
import { callCommand } from '../support/call-command.ts';
import { Person } from '../support/people/person.ts';
import { SECRET as CALLERS_SECRET } from '../support/people/secret.ts';
import { openJitsi } from '../support/servers/jitsi.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { run, serve } from '../support/servers/process.ts';

// Every command opens the database anew.
vi.setConfig({ testTimeout: 120_000 });

const ENCRYPTION_KEY = Buffer.alloc(32, 'a-key-of-this-clinic').toString('base64url');
const SECRET = 'the-secret-of-the-practice-0123456789abcdefgh';

/** A data folder with the demo clinic in it, and the command on it. */
function clinicOnDisk() {
  const DATA_DIR = preparedClinic();
  const config = (args: string[], input = '', variables = {}) =>
    callCommand('config', args, { DATA_DIR, ...variables }, input);
  return Object.assign(config, {
    /** As somebody at a terminal has it. */
    run: (args: string[], input = '') => run('commands/config.js', args, { DATA_DIR }, input),
    serve: () => serve({ DATA_DIR, LOG_LEVEL: 'warn', AUTH_JWT_SECRET: CALLERS_SECRET }),
  });
}

test('settings are set, listed and read back, secrets are only said to be set', async () => {
  const config = clinicOnDisk();
  expect(await config(['set', '1', 'jitsi.server_url', 'https://meet.example.org'])).toMatchObject({
    code: 0,
    stderr: '',
  });
  const secret = await config.run(['set', '1', 'jitsi.app_secret'], `${SECRET}\n`);
  expect(secret).toMatchObject({ code: 0, stdout: expect.stringContaining('encrypted') });

  expect(await config(['get', '1', 'jitsi.server_url'])).toMatchObject({
    code: 0,
    stdout: 'https://meet.example.org\n',
  });
  expect(await config(['get', '1', 'jitsi.app_id'])).toMatchObject({ code: 0, stdout: '(not set)\n' });
  const list = await config(['list', '1']);
  expect(list.stdout.trim().split('\n').sort()).toEqual([
    'jitsi.app_secret = (set, encrypted, never shown)',
    'jitsi.server_url = https://meet.example.org',
  ]);
  const all = [secret, list, await config(['get', '1', 'jitsi.app_secret'])];
  expect(JSON.stringify(all)).not.toContain(SECRET);
  expect((await config(['list', '2'])).stdout).toContain('no settings of its own');
});

test("the clinic's settings are set like Jitsi's", async () => {
  const config = clinicOnDisk();
  for (const [key, value] of [
    ['clinic.time_zone', 'Europe/Berlin'],
    ['visit.telehealth_types', 'Kiosk'],
  ] as const)
    expect(await config(['set', '1', key, value])).toMatchObject({ code: 0, stderr: '' });
  expect((await config(['list', '1'])).stdout.trim().split('\n').sort()).toEqual([
    'clinic.time_zone = Europe/Berlin',
    'visit.telehealth_types = Kiosk',
  ]);
  expect(await config(['get', '1', 'clinic.time_zone'])).toMatchObject({ stdout: 'Europe/Berlin\n' });
  expect(await config(['set', '1', 'visit.auto_end_hours', '99'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('visit.auto_end_hours must be 1 to 72 hours'),
  });
});

test('what cannot be right is refused in words, and nothing is set', async () => {
  const config = clinicOnDisk();
  for (const [args, words] of [
    [['set', '1', 'jitsi.app_secret', 'short'], 'at least 32 bytes'],
    [['set', '1', 'jitsi.default_ttl', '1e9'], 'seconds'],
    [['set', '1', 'jitsi.colour', 'blue'], 'There is no setting jitsi.colour'],
    [['get', '1', 'constructor'], 'There is no setting constructor'],
    [['list', '999'], 'There is no organization 999'],
    [['list', 'one'], 'Usage:'],
    [['frobnicate', '1'], 'Usage:'],
    [['list'], 'Usage:'],
    [['rotate', 'all'], 'Usage:'],
    [['rotate', '999'], 'There is no organization 999'],
    [[], 'Usage:'],
  ] as const) {
    const { code, stdout, stderr } = await config([...args]);
    expect([args, code, stdout]).toEqual([args, 1, '']);
    expect(stderr).toContain(words);
  }
  expect(await config.run(['list', '1'])).toMatchObject({
    code: 0,
    stdout: 'Organization 1 has no settings of its own.\n',
  });
});

test('check says what this organization’s Jitsi must be told, and whether its server answers', async () => {
  const config = clinicOnDisk();
  expect(await config(['check', '1'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('practice room'),
  });

  const jitsi = await openJitsi();
  await config(['set', '1', 'jitsi.server_url', jitsi.url]);
  expect(await config(['check', '1'])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('BROKEN  Settings: jitsi.app_secret is missing'),
  });

  await config(['set', '1', 'jitsi.app_secret', SECRET]);
  await config(['set', '1', 'jitsi.app_id', 'practice-1']);
  const { code, stdout } = await config(['check', '1']);
  expect(code).toBe(0);
  expect(stdout).not.toContain(SECRET);
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

  jitsi.status = 503;
  expect(await config(['check', '1'])).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/BROKEN {2}Server: .* answers with 503/),
  });
  await jitsi.close();
  expect(await config(['check', '1'])).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/BROKEN {2}Server: .* does not answer/),
  });
});

test('what is set counts from the next visit on, and every attempt is on record without its value', async () => {
  const config = clinicOnDisk();
  await config(['set', '1', 'jitsi.server_url', 'https://meet.example.org']);
  await config(['set', '1', 'jitsi.app_secret'], SECRET);
  await config(['set', '1', 'jitsi.app_id', 'two words']);

  const { url } = await config.serve();
  const { data } = await new Person(url, { role: 'PROVIDER', org_id: 1, provider_id: 45 }).start('123');
  expect(data?.startTelehealthSession.join.meetingUrl).toMatch(/^https:\/\/meet\.example\.org\/apt123\?jwt=/);
  const admin = new Person(url, { role: 'ADMIN', org_id: 1, email: 'admin@example.com' });
  const log = await admin.graphql(
    '{ auditLog(filter: { actor: "command" }) { nodes { action door allowed code detail } } }',
  );
  const attempt = { action: 'change a setting', door: 'command' };
  expect(log.data).toEqual({
    auditLog: {
      nodes: [
        { ...attempt, allowed: false, code: 'BAD_USER_INPUT', detail: null },
        { ...attempt, allowed: true, code: null, detail: 'jitsi.app_secret' },
        { ...attempt, allowed: true, code: null, detail: 'jitsi.server_url' },
      ],
    },
  });
});

test('whoever encrypts with the demo key is told, and another key does not decrypt it', async () => {
  const config = clinicOnDisk();
  expect((await config(['set', '1', 'jitsi.app_secret'], SECRET)).stdout).toContain(
    'with the demo key that everyone can read',
  );
  const key = { CONFIG_ENCRYPTION_KEY: ENCRYPTION_KEY };
  expect(await config(['check', '1'], '', key)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('cannot be decrypted'),
  });
  expect((await config(['set', '1', 'jitsi.app_secret'], SECRET, key)).stdout).not.toContain('demo key');
  expect(await config(['check', '1'], '', key)).toMatchObject({ code: 0 });
});

test('the encryption key is rotated for all organizations, and said where anything is under an older one', async () => {
  const config = clinicOnDisk();
  const next = {
    CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 'the-next-key').toString('base64url'),
    CONFIG_DECRYPTION_KEYS: ENCRYPTION_KEY,
  };
  await config(['set', '1', 'jitsi.app_secret'], SECRET, { CONFIG_ENCRYPTION_KEY: ENCRYPTION_KEY });

  const keys = await config(['keys'], '', next);
  expect(keys).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^[\da-f]{16} \(encrypts\): 0\n[\da-f]{16} \(decrypts\): 1, 1 to be rotated\n$/,
    ),
  });
  const rotated = await config(['rotate'], '', next);
  expect(rotated).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Rotated: 1\n[\da-f]{16} \(encrypts\): 1\n[\da-f]{16} \(decrypts\): 0\n$/),
  });
  const left = await config(['keys', '1'], '', { CONFIG_ENCRYPTION_KEY: ENCRYPTION_KEY });
  expect(left).toMatchObject({ code: 1, stdout: expect.stringContaining('1 cannot be decrypted') });
  expect(JSON.stringify([keys, rotated, left])).not.toContain(SECRET);
});
