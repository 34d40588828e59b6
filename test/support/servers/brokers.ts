import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { onTestFinished, vi } from 'vitest';
import { openCable } from '../faults/cable.ts';
import { freePort } from './free-port.ts';
import { temporaryFolder } from './process.ts';

export type BrokerKind = 'redis' | 'nats';

const programs: Record<BrokerKind, (port: number, folder: string) => [string, ...string[]]> = {
  redis: (port) => [
    'redis-server',
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ],
  nats: (port) => ['nats-server', '--addr', '127.0.0.1', '--port', `${port}`],
};
const passwords: Record<BrokerKind, string[]> = {
  redis: ['--requirepass', 'right'],
  nats: ['--user', 'clinic', '--pass', 'right'],
};

/** The brokers whose programs are on this machine. */
export const installedBrokers = (['redis', 'nats'] as const).filter((kind) => {
  try {
    return execFileSync(`${kind}-server`, ['--version']).length > 0;
  } catch {
    return false;
  }
});

/** A broker of this test's own behind a cable: it can be killed, started again at the same address, and cut off. Gone with the test. */
export async function setUpBroker(kind: BrokerKind, { password = false } = {}) {
  const port = await freePort();
  const folder = temporaryFolder();
  const cable = await openCable(`tcp://127.0.0.1:${port}`);
  let running: ChildProcess | undefined;
  onTestFinished(() => void running?.kill('SIGKILL'));
  const urlOf = (address: string, credentials = '') =>
    `${kind}://${credentials}127.0.0.1:${new URL(address).port}`;
  return {
    url: urlOf(`tcp://127.0.0.1:${port}`),
    urlWith: (credentials: string) => urlOf(`tcp://127.0.0.1:${port}`, `${credentials}@`),
    /** The same broker behind the cable. */
    cabledUrl: urlOf(cable.url),
    cable,
    async start() {
      const [program, ...args] = programs[kind](port, folder);
      running = spawn(program, [...args, ...(password ? passwords[kind] : [])], {
        cwd: folder,
        stdio: 'ignore',
      });
      await vi.waitFor(() => accepts(port), { timeout: 10_000, interval: 20 });
    },
    async kill() {
      if (!running) throw new Error('This broker has not been started');
      const ended = once(running, 'exit');
      running.kill('SIGKILL');
      await ended;
    },
  };
}
export type Broker = Awaited<ReturnType<typeof setUpBroker>>;

async function accepts(port: number) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
