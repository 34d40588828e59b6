import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { endWithUs } from './end-with-us.mjs';

const DEFAULTS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '512MB',
  // Background work would be counted with the measured work.
  autovacuum: 'off',
};

/**
 * Starts a PostgreSQL for this run, with its data below `folder`. `prefix` starts the command line. It
 * listens before it answers, see `insist`.
 */
export function startPostgreSql(folder, port, settings = {}, prefix = []) {
  const [programs = ''] = globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed();
  const data = join(folder, 'postgresql');
  const user = unprivilegedUser();
  if (user) chownSync(folder, user.uid, user.gid);
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust'], {
    cwd: folder,
    ...user,
    stdio: 'pipe',
  });
  const all = { ...DEFAULTS, ...settings };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [program, ...args] = [...prefix, join(programs, 'postgres'), '-D', data, '-p', port, ...options];
  return run(program, args, { cwd: folder, ...user });
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser() {
  if (process.getuid() !== 0) return undefined;
  const idOf = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

export function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'readyroom-bench-'));
  // On any exit of this process, even though the servers take a moment longer to stop.
  process.once('exit', () =>
    spawn('sh', ['-c', 'sleep 2; rm -rf "$0"', folder], { detached: true, stdio: 'ignore' }),
  );
  return folder;
}

export function run(program, args, options) {
  const server = spawn(program, args.map(String), { ...options, stdio: 'ignore' });
  endWithUs(server, 'SIGINT');
  return server;
}

export async function stopAll(servers, folder) {
  for (const server of servers) server.kill('SIGINT');
  await Promise.all(servers.map((server) => server.exitCode ?? once(server, 'exit')));
  rmSync(folder, { recursive: true, force: true });
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export async function accepts(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}

export async function insist(work, triesLeft = 400) {
  try {
    return await work();
  } catch (error) {
    if (triesLeft === 0) throw error;
    await pause(50);
    return insist(work, triesLeft - 1);
  }
}

/** Runs statements on a new connection. Returns the rows of the last one. */
export async function ask(connectionString, ...statements) {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const results = [];
    for (const statement of statements) results.push((await client.query(statement)).rows);
    return results.at(-1);
  } finally {
    await client.end();
  }
}
