import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endWithUs } from '../end-with-us.mjs';
import { onProcessor } from '../processor.mjs';

/**
 * Starts a node of the built server in its own process, on these servers, and optionally pins it to a
 * processor.
 */
export async function startNode({ databaseUrl, eventsUrl, secret, processor, program = 'dist/main.js' }) {
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    DATABASE_URL: databaseUrl,
    EVENTS_URL: eventsUrl,
    AUTH_JWT_SECRET: secret,
    RATE_LIMIT: 'off',
    // Enough for all patients, and some more for those who start visits.
    MAX_SOCKETS: '18500',
    // Patients come from addresses of their own.
    TRUSTED_PROXIES: 'loopback',
    LOG_LEVEL: 'error',
  };
  const args = ['--expose-gc', '--import', new URL('weigh.mjs', import.meta.url).href, program];
  const [command, ...before] = [...(processor === undefined ? [] : onProcessor(processor)), process.execPath];
  const child = spawn(command, [...before, ...args], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  endWithUs(child, 'SIGKILL');
  const node = {
    pid: child.pid,
    send: (message) => child.send(message),
    url: await addressOf(child),
    /** Memory in use after a garbage collection, in bytes. */
    async weigh() {
      child.send('weigh');
      const [memory] = await once(child, 'message');
      return memory;
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
  return node;
}

async function addressOf(child) {
  let greeting = '';
  for await (const chunk of child.stdout) {
    greeting += chunk;
    const [address] = greeting.match(/http:\/\/localhost:\d+/) ?? [];
    if (address) return address.replace('localhost', '127.0.0.1');
  }
  throw new Error(`The server did not start: ${greeting}`);
}
