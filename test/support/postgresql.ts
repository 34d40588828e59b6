import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { freePort } from './free-port.ts';
import { temporaryFolder } from './process.ts';
import { ask } from './server-database.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

/** A PostgreSQL server of this test's own, which it may stop, kill and start again. Gone with the test. */
export async function startPostgreSql(settings: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const user = unprivilegedUser();
  if (user) chownSync(folder, user.uid, user.gid);
  execFileSync(programPath('initdb'), ['-D', folder, '-U', 'postgres', '-A', 'trust'], { cwd: folder, ...user });

  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const options = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', ...settings };
  const args = ['-D', folder, '-p', String(port), ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])];

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
