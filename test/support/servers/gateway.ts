import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { SECRET } from '../people/secret.ts';
import { freePort } from './free-port.ts';
import { temporaryFolder } from './process.ts';

const EXAMPLE = resolve('examples/federation');
const GATEWAY = join(EXAMPLE, 'node_modules/@graphql-hive/gateway/dist/bin.js');

export const GATEWAY_SECRET = 'what-the-gateway-shows-readyroom-0123456789';
export const CHARTING_SECRET = 'what-the-gateway-shows-charting-0123456789';

/** The example has packages of its own, which `npm ci` here does not bring. */
export function installExample() {
  if (!existsSync(GATEWAY))
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: EXAMPLE, stdio: 'inherit' });
}

/** The charting subgraph of the example. It ends with the test. */
export async function startCharting() {
  const url = `http://127.0.0.1:${await freePort()}/graphql`;
  const charting = await startProgram(
    ['charting.ts'],
    { PORT: new URL(url).port, AUTH_JWT_SECRET: SECRET, CHARTING_SECRET },
    /is ready/,
  );
  return { url, ...charting };
}

/** Hive Gateway, as the example configures it, in front of the subgraphs at these addresses. It ends with the test. */
export async function startGateway(
  subgraphs: { readyroom: string; charting: string },
  variables: Record<string, string> = {},
) {
  const supergraph = join(temporaryFolder(), 'supergraph.graphql');
  const readyroom = `readyroom=${subgraphs.readyroom}/graphql=${resolve('schema/telehealth.graphql')}`;
  const charting = `charting=${subgraphs.charting}=charting.graphql`;
  execFileSync(process.execPath, ['compose.ts', supergraph, readyroom, charting], { cwd: EXAMPLE });
  const port = String(await freePort());
  const environment = { SUPERGRAPH: supergraph, PORT: port, GATEWAY_SECRET, CHARTING_SECRET, ...variables };
  return {
    url: `http://127.0.0.1:${port}`,
    ...(await startProgram([GATEWAY, 'supergraph'], environment, /Listening on/)),
  };
}

async function startProgram(args: string[], variables: Record<string, string>, ready: RegExp) {
  const child = spawn(process.execPath, args, {
    cwd: EXAMPLE,
    env: { PATH: String(process.env.PATH), NO_COLOR: '1', ...variables },
  });
  let output = '';
  const listening = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
        if (ready.test(output)) resolve();
      });
    child.once('close', () => reject(new Error(`${args.join(' ')} ended: ${output}`)));
  });
  async function kill() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  onTestFinished(kill);
  await listening;
  return { output: () => output, kill };
}
