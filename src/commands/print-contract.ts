import 'reflect-metadata';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { printContract } from './contract.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../schema');

/** Writes the contract to `schema/`. With `--check` it only reports whether `schema/` is up to date. */
async function run() {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const files = Object.entries(await printContract());
  return values.check ? check(files) : write(files);
}

async function write(files: [string, string][]) {
  await mkdir(FOLDER, { recursive: true });
  for (const [name, text] of files) await writeFile(path.join(FOLDER, name), text);
}

async function check(files: [string, string][]) {
  for (const [name, text] of files) {
    const committed = await readFile(path.join(FOLDER, name), 'utf8').catch(() => undefined);
    if (committed === text) continue;
    process.stderr.write(
      `schema/${name} ${committed ? 'is not what src prints' : 'is missing'}. Run \`npm run codegen\` and commit it.\n`,
    );
    process.exitCode = 1;
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
