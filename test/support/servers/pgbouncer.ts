import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { freePort } from './free-port.ts';
import { temporaryFolder } from './process.ts';
import { ask, through } from './server-database.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

/** PgBouncer in transaction mode before a database, with so many connections to it. As it comes, but for what it must be told. */
export async function startPgBouncer(databaseUrl: string, { connections = 5 } = {}) {
  const { hostname, port: databasePort, pathname, username, password } = new URL(databaseUrl);
  const folder = temporaryFolder();
  const port = await freePort();
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: password ? 'scram-sha-256' : 'trust',
    auth_file: join(folder, 'users.txt'),
    pool_mode: 'transaction',
    default_pool_size: connections,
    max_client_conn: 1_000,
    stats_users: username,
  };
  writeFileSync(settings.auth_file, `"${username}" "${decodeURIComponent(password)}"\n`);
  const file = join(folder, 'pgbouncer.ini');
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const database = `${pathname.slice(1)} = host=${hostname} port=${databasePort || 5432}`;
  writeFileSync(file, ['[databases]', database, '[pgbouncer]', ...lines, ''].join('\n'));

  const user = unprivilegedUser();
  if (user) for (const path of [folder, file, settings.auth_file]) chownSync(path, user.uid, user.gid);
  const child = spawn('pgbouncer', [file], { cwd: folder, stdio: 'ignore', ...user });
  onTestFinished(async () => {
    const closed = once(child, 'exit');
    child.kill('SIGKILL');
    await closed;
  });
  const url = through({ url: `tcp://127.0.0.1:${port}` }, databaseUrl);
  await vi.waitFor(() => ask(url, 'select 1'), { timeout: 10_000, interval: 50 });
  const console = Object.assign(new URL(url), { pathname: 'pgbouncer' }).href;
  return {
    url,
    /** How many are connected to the database by it. */
    clients: async () =>
      (await ask(console, 'show clients')).filter(({ database }) => database === pathname.slice(1)).length,
  };
}
