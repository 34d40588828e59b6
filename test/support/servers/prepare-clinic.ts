import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    preparedClinic: string;
  }
}

// Every project loads this file by itself, in the same process.
const shared = globalThis as { preparedClinic?: Promise<string> };

/** Sets up the demo clinic once in a data folder, which tests copy: to migrate a database takes longer than most of them. */
export default async function prepareClinic(project: TestProject) {
  shared.preparedClinic ??= serveOnce();
  const folder = await shared.preparedClinic;
  project.provide('preparedClinic', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

async function serveOnce() {
  const folder = mkdtempSync(join(tmpdir(), 'readyroom-prepared-'));
  const server = spawn(process.execPath, [resolve('dist/main.js')], {
    cwd: tmpdir(),
    env: { PATH: String(process.env.PATH), PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'close');
  // It greets when it listens, and the clinic is set up.
  await Promise.race([once(server.stdout, 'data'), ended]);
  server.kill('SIGTERM');
  const [code] = await ended;
  if (code !== 0) throw new Error(`The demo clinic was not set up: ${code}`);
  return folder;
}
