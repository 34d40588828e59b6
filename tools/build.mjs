// Builds the server and the web pages, if their inputs have changed since the last build. `node
// tools/build.mjs server` builds the server alone. Messages go to stderr, because stdout belongs to the next
// command: `npm run --silent token` prints a token.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const TYPESCRIPT_STATE = 'dist/.tsbuildinfo';
const shared = ['package.json', 'package-lock.json', 'tools/build.mjs'];

const parts = {
  server: {
    message: 'Compiling the server…',
    inputs: [...shared, 'tsconfig.json', ...filesIn('src')],
    folder: 'dist',
    build: compileServer,
  },
  pages: {
    message: 'Building the web pages…',
    inputs: [...shared, ...filesIn('web').filter((file) => !/^web\/(dist|node_modules)\//.test(file))],
    folder: 'web/dist',
    build: () => run('node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn'),
  },
};

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) buildUnlessBuilt(parts[name]);

/** The record holds two hashes: of the inputs and of the built files. */
function buildUnlessBuilt({ message, inputs, folder, build }) {
  const record = `${folder}/.built-from`;
  const [recordedSource, recordedResult] = existsSync(record) ? readFileSync(record, 'utf8').split(' ') : [];
  const source = hashOf(inputs);
  const isIntact = recordedResult === hashOf(resultsIn(folder));
  if (isIntact && recordedSource === source) return;

  console.error(message);
  // If the build is interrupted, there is no record, and the next run builds again.
  rmSync(record, { force: true });
  build(isIntact);
  writeFileSync(record, `${source} ${hashOf(resultsIn(folder))}`);
}

function compileServer(isIntact) {
  // TypeScript rewrites only files that it believes have changed. Without its state it also restores deleted
  // ones.
  if (!isIntact) rmSync(TYPESCRIPT_STATE, { force: true });
  run('node_modules/typescript/bin/tsc', '-p', '.');
  for (const file of resultsIn('dist')) {
    const source = file.replace(/^dist\//, 'src/').replace(/\.js(\.map)?$/, '.ts');
    if (!existsSync(source)) rmSync(file);
  }
}

function run(...args) {
  // npm puts the pinned Node first in PATH, so it runs this script, too.
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', process.stderr, process.stderr] });
  if (status !== 0) process.exit(1);
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(file)).update('\n');
  return hash.digest('hex');
}

/** The built files, without the record and TypeScript's state. */
function resultsIn(folder) {
  return existsSync(folder) ? filesIn(folder).filter((file) => !file.includes('/.')) : [];
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.replaceAll('\\', '/'))
    .sort();
}
