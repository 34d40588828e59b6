import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

type Variables = Record<string, string>;

/** A folder of this test's own, gone with it. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'readyroom-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a built program with these variables and no others, as a person at a terminal would: away from a developer's own .env file. */
function launch(script: string, args: string[], variables: Variables, enter: string[]) {
  const [program = '', ...rest] = [...enter, process.execPath, resolve('dist', script), ...args];
  const child = spawn(program, rest, {
    cwd: tmpdir(),
    env: { PATH: String(process.env.PATH), ...variables },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** A command, until it ends. Begun by what `enter` says, where it is to see other files than everybody does. */
export async function run(
  script: string,
  args: string[],
  variables: Variables = {},
  input = '',
  enter: string[] = [],
) {
  const child = launch(script, args, variables, enter);
  const output = collect(child);
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code: code as number, ...output };
}

/** The server, from the moment it listens. */
export async function serve(variables: Variables, enter: string[] = []) {
  const child = launch('main.js', [], { PORT: '0', ...variables }, enter);
  const output = collect(child);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const address = /(?:ready on |listening at )(http:\/\/[\w.:]+)/.exec(output.stdout)?.[1];
      if (address) resolve(address.replace('localhost', '127.0.0.1'));
    });
    child.once('close', () => reject(new Error(`The server ended: ${output.stderr}`)));
  });
  return {
    url,
    output,
    pid: Number(child.pid),
    /** Ends it by a signal; answers with its exit code (null when it was killed). */
    async stop(signal: NodeJS.Signals) {
      const closed = once(child, 'close');
      child.kill(signal);
      const [code] = await closed;
      return code as number | null;
    },
  };
}

function collect(child: ChildProcessWithoutNullStreams) {
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (output.stdout += chunk));
  child.stderr.on('data', (chunk) => (output.stderr += chunk));
  return output;
}
