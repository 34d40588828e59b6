import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { callCommand } from '../support/call-command.ts';
import { Person } from '../support/people/person.ts';
import { SECRET } from '../support/people/secret.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { run, serve } from '../support/servers/process.ts';

// Every command opens the database anew.
vi.setConfig({ testTimeout: 120_000 });

const EMAIL = 'jane.doe@example.com';
const ACCOUNT = { role: 'PATIENT', org_id: 1, iss: 'https://sso.example.org', sub: 'account-of-robert' };

function clinicOnDisk() {
  const DATA_DIR = preparedClinic();
  const accounts = (...args: string[]) => callCommand('accounts', args, { DATA_DIR });
  async function withServer<Answer>(ask: (personWith: (claims: object) => Person) => Promise<Answer>) {
    const { url, stop } = await serve({ DATA_DIR, LOG_LEVEL: 'warn', AUTH_JWT_SECRET: SECRET });
    const answer = await ask((claims) => new Person(url, { jti: randomUUID(), ...claims }));
    await stop('SIGTERM');
    return answer;
  }
  /** Whom the clinic takes the holders of these tokens for, one after the other. */
  const enter = (...tokens: object[]) =>
    withServer(async (personWith) => {
      const ids: unknown[] = [];
      for (const claims of tokens) {
        const { data } = await personWith(claims).graphql<{ viewer: { id: string } }>('{ viewer { id } }');
        ids.push(data?.viewer.id);
      }
      return ids;
    });
  return Object.assign(accounts, {
    enter,
    withServer,
    /** As somebody at a terminal has it. */
    run: (...args: string[]) => run('commands/accounts.js', args, { DATA_DIR }),
  });
}

test('staff find the account that was linked by a wrong address, and unlink it', async () => {
  const accounts = clinicOnDisk();
  const corrected = { ...ACCOUNT, email: 'robert.brown@example.com' };
  // The issuer had Jane's address for Robert once.
  expect(await accounts.enter({ ...ACCOUNT, email: EMAIL }, corrected)).toEqual(['patient-89', 'patient-89']);

  const list = await accounts.run('list', '1', 'patient', '89');
  expect(list).toMatchObject({ code: 0, stderr: '' });
  expect(list.stdout).toMatch(/^\d{4}-\S+Z {2}account-of-robert {2}https:\/\/sso\.example\.org\n$/);
  expect((await accounts('list', '1', 'provider', '89')).stdout).toBe('No account is linked.\n');

  expect(await accounts('unlink', '1', 'patient', '89')).toMatchObject({ code: 0, stdout: 'Unlinked: 1\n' });
  expect(await accounts('unlink', '1', 'patient', '89')).toMatchObject({ code: 0, stdout: 'Unlinked: 0\n' });
  expect(await accounts.enter(corrected)).toEqual(['patient-90']);
});

test('the audit log has what was unlinked, and from whom', async () => {
  const accounts = clinicOnDisk();
  await accounts('unlink', '1', 'patient', '89');
  const { data } = await accounts.withServer((personWith) =>
    personWith({ role: 'ADMIN', org_id: 1, email: 'admin@example.com' }).graphql(
      '{ auditLog { nodes { actor action door allowed detail } } }',
    ),
  );
  const entry = { actor: 'command', action: 'unlink accounts', door: 'command', allowed: true };
  expect(data).toEqual({ auditLog: { nodes: [{ ...entry, detail: 'patient-89' }] } });
});

test('another organization’s accounts are neither shown nor unlinked', async () => {
  const accounts = clinicOnDisk();
  await accounts.enter({ ...ACCOUNT, email: EMAIL });
  expect((await accounts('list', '2', 'patient', '89')).stdout).toBe('No account is linked.\n');
  expect((await accounts('unlink', '2', 'patient', '89')).stdout).toBe('Unlinked: 0\n');
  expect((await accounts('list', '1', 'patient', '89')).stdout).toContain('account-of-robert');
});

test('what cannot be meant is refused in words', async () => {
  const accounts = clinicOnDisk();
  for (const args of [
    [],
    ['list'],
    ['list', '1'],
    ['unlink', '1', 'patient'],
    ['unlink', '1', 'patients', '89'],
    ['unlink', '1', 'PATIENT', '89'],
    ['unlink', '1', 'patient', '89x'],
    ['unlink', '1', 'patient', '-89'],
    ['constructor', '1', 'patient', '89'],
  ])
    expect(await accounts(...args)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('Usage:'),
    });
  expect(await accounts('list', '9', 'patient', '89')).toMatchObject({
    code: 1,
    stderr: 'There is no organization 9\n',
  });
});
