// Builds the web client, unless what is there was built from the same files.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const RECORD = 'web/dist/.built-from';
const inputs = [
  'package-lock.json',
  ...['web/index.html', 'web/meet.html', 'web/paths.json', 'web/vite.config.ts'],
  ...filesIn('web/src'),
];

const hash = createHash('sha256');
for (const file of inputs) hash.update(`${file}\n`).update(readFileSync(file));
const state = hash.digest('hex');

if (!existsSync(RECORD) || readFileSync(RECORD, 'utf8') !== state) {
  // npm puts the pinned Node first on the path; it is the one that runs this.
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn'], {
    stdio: 'inherit',
  });
  writeFileSync(RECORD, state);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.replaceAll('\\', '/'))
    .sort();
}
