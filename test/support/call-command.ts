import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';

type Own = 'argv' | 'env' | 'stdin' | 'stdout' | 'stderr';

let calls = 0;

/** Runs a command as `run` does (servers/process.ts), but within this process: for what it answers, not for how it is started. */
export async function callCommand(
  name: string,
  args: string[],
  variables: Record<string, string> = {},
  input = '',
) {
  const output = { stdout: '', stderr: '' };
  const restore = replace({
    argv: [process.execPath, name, ...args],
    env: variables,
    stdin: Readable.from([input]),
    stdout: writeTo((text) => (output.stdout += text)),
    stderr: writeTo((text) => (output.stderr += text)),
  });
  // Away from a developer's own .env file.
  const folder = process.cwd();
  const command = resolve('src/commands', `${name}.ts`);
  process.chdir(tmpdir());
  try {
    // Each time anew: a command is what its file does when it is loaded.
    await import(`${command}?call=${++calls}`);
    return { code: Number(process.exitCode ?? 0), ...output };
  } finally {
    process.chdir(folder);
    process.exitCode = undefined;
    restore();
  }
}

const writeTo = (add: (text: string) => void) =>
  new Writable({
    write(chunk, _encoding, done) {
      add(String(chunk));
      done();
    },
  });

/** What a process has of its own, replaced until the returned function is called. */
function replace(own: Record<Own, unknown>) {
  const before = Object.keys(own).map(
    (name) => [name, Object.getOwnPropertyDescriptor(process, name)] as const,
  );
  for (const [name, value] of Object.entries(own))
    Object.defineProperty(process, name, { value, configurable: true, writable: true });
  return () => {
    for (const [name, descriptor] of before) if (descriptor) Object.defineProperty(process, name, descriptor);
  };
}
