import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { FleetNode } from './fleet.ts';
import { freePort } from './free-port.ts';

/** HAProxy as it is deployed, before two or three nodes. Gone with the test. */
export async function startBalancer([a, b, c]: FleetNode[]) {
  const listen = `127.0.0.1:${await freePort()}`;
  const hostOf = (node: FleetNode | undefined) => (node ? new URL(node.url).host : '');
  const nodes = { NODE_A: hostOf(a), NODE_B: hostOf(b), ...(c && { NODE_C: hostOf(c) }) };
  const env = { PATH: String(process.env.PATH), LISTEN: listen, ...nodes };
  const child = spawn('haproxy', ['-f', resolve('deploy/haproxy.cfg')], { env, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = `http://${listen}`;
  await vi.waitFor(async () => (await fetch(`${url}/healthz`)).json(), { timeout: 10_000, interval: 50 });
  return { url };
}
