import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { freePort } from './free-port.ts';
import { temporaryFolder } from './process.ts';
import { ask } from './server-database.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

/** Of every character that a URL must escape. */
const PASSWORD = 'p@ss: /w%rd#?';

/** A PostgreSQL server of this test's own that asks for passwords. The test may stop, kill and start it again; it is gone with the test. */
export async function startPostgreSql(settings: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const user = unprivilegedUser();
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
  const login = [
    '-U',
    'postgres',
    '--auth-host=scram-sha-256',
    '--auth-local=trust',
    `--pwfile=${passwordFile}`,
  ];
  execFileSync(programPath('initdb'), ['-D', data, ...login], { cwd: folder, ...user });

  const port = await freePort();
  const url = `postgres://postgres:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`;
  const options = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: 'off',
    ...settings,
  };
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];

  async function launch() {
    const child = spawn(programPath('postgres'), args, { cwd: folder, stdio: 'ignore', ...user });
    await vi.waitFor(() => ask(url, 'select 1'), { timeout: 20_000, interval: 50 });
    return child;
  }
  let running = await launch();
  // Waited for, since its folder goes after it.
  onTestFinished(() => end(running, 'SIGQUIT'));
  return {
    url,
    /** Of its administrator, at the machine's own socket, where nobody is asked for a password. */
    socketUrl: `postgres:///postgres?host=${folder}&port=${port}&user=postgres`,
    /** `SIGINT` asks everybody to leave, `SIGQUIT` drops everything at once, as a crash does. */
    stop: (signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL') => end(running, signal),
    async start() {
      running = await launch();
    },
  };
}

async function end(child: ReturnType<typeof spawn>, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'exit');
  child.kill(signal);
  await closed;
}

function programPath(name: string) {
  const [folder] = globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed();
  return folder ? join(folder, name) : name;
}
