import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/servers/process.ts';

const COMPILING = 'Compiling the server…\n';
const BUILDING = 'Building the web pages…\n';

/** A small project that is built as ours is. */
function project() {
  const folder = temporaryFolder();
  const write = (file: string, text: string) => {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'tools/build.mjs'])
    cpSync(file, join(folder, file));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  write('src/main.ts', "import { word } from './words/word.ts';\nconsole.log(word);\n");
  write('src/words/word.ts', "export const word: string = 'first';\n");
  write('web/vite.config.ts', 'export default {};\n');
  write('web/index.html', '<script type="module" src="/src/main.ts"></script>');
  write('web/src/main.ts', "document.title = 'first';\n");
  const node = (...args: string[]) =>
    spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH } });
  return {
    folder,
    write,
    read: (file: string) => readFileSync(join(folder, file), 'utf8'),
    /** What building says, and nothing on stdout, which is for tokens. */
    build(...parts: string[]) {
      const { status, stdout, stderr } = node('tools/build.mjs', ...parts);
      expect([status, stdout]).toEqual([0, '']);
      return stderr;
    },
    node,
    compiled: () => globSync('**/*.js', { cwd: join(folder, 'dist') }).sort(),
    serve: () => node('dist/main.js').stdout.trim(),
  };
}

test('it says what it builds, and a second time there is nothing to do', () => {
  const { build, serve } = project();
  expect(build()).toBe(COMPILING + BUILDING);
  expect(serve()).toBe('first');
  expect(build()).toBe('');
});

test('a command needs the server alone', () => {
  const { build } = project();
  expect(build('server')).toBe(COMPILING);
  expect(build('server')).toBe('');
  expect(build()).toBe(BUILDING);
});

test('what has changed is built, and the rest is left alone', () => {
  const { build, write, read, serve } = project();
  build();
  write('src/words/word.ts', "export const word = 'second';\n");
  expect(build()).toBe(COMPILING);
  expect(serve()).toBe('second');
  write('web/src/main.ts', "document.title = 'second';\n");
  expect(build()).toBe(BUILDING);
  write('tsconfig.json', `${read('tsconfig.json')}\n`);
  expect(build()).toBe(COMPILING);
  write('package-lock.json', `${read('package-lock.json')}\n`);
  expect(build()).toBe(COMPILING + BUILDING);
});

test('a source file that is deleted or renamed leaves nothing behind', () => {
  const { folder, build, write, compiled, serve } = project();
  write('src/words/unused.ts', 'export const unused = 1;\n');
  build('server');
  expect(compiled()).toEqual(['main.js', 'words/unused.js', 'words/word.js']);
  rmSync(join(folder, 'src/words/unused.ts'));
  renameSync(join(folder, 'src/words/word.ts'), join(folder, 'src/words/renamed.ts'));
  write('src/main.ts', "import { word } from './words/renamed.ts';\nconsole.log(word);\n");
  expect(build('server')).toBe(COMPILING);
  expect(compiled()).toEqual(['main.js', 'words/renamed.js']);
  expect(globSync('**/*.map', { cwd: join(folder, 'dist') })).toHaveLength(2);
  expect(serve()).toBe('first');
});

test('a build that was killed is begun again', async () => {
  const { folder, build, write, serve } = project();
  build('server');
  write('src/words/word.ts', "export const word = 'second';\n");
  const building = spawn(process.execPath, ['tools/build.mjs', 'server'], { cwd: folder, detached: true });
  onTestFinished(() => void building.kill('SIGKILL'));
  await once(building.stderr, 'data');
  process.kill(-Number(building.pid), 'SIGKILL');
  await once(building, 'close');
  expect(build('server')).toBe(COMPILING);
  expect(serve()).toBe('second');
});

test('what somebody else compiled or deleted in the meantime is built again', () => {
  const { folder, build, write, node, serve } = project();
  build('server');
  write('src/words/word.ts', "export const word: string = 'second';\n");
  node('node_modules/typescript/bin/tsc', '-p', '.');
  expect(serve()).toBe('second');
  write('src/words/word.ts', "export const word: string = 'first';\n");
  expect(build('server')).toBe(COMPILING);
  expect(serve()).toBe('first');
  rmSync(join(folder, 'dist/words/word.js'));
  expect(build('server')).toBe(COMPILING);
  expect(serve()).toBe('first');
  rmSync(join(folder, 'dist'), { recursive: true });
  expect(build('server')).toBe(COMPILING);
  expect(serve()).toBe('first');
});

test('a mistake in the source is shown every time until it is corrected', () => {
  const { write, node, build, serve } = project();
  build('server');
  write('src/words/word.ts', 'export const word: string = 1;\n');
  for (const _attempt of [1, 2]) {
    const { status, stdout, stderr } = node('tools/build.mjs', 'server');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Compiling the server…\nsrc\/words\/word\.ts.*error TS2322: .*\n$/);
  }
  write('src/words/word.ts', "export const word: string = 'first';\n");
  expect(build('server')).toBe(COMPILING);
  expect(serve()).toBe('first');
});

test('every script that runs what is built builds it first', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const unbuilt = Object.entries(scripts).filter(([name, script]) => {
    const [before] = `${scripts[`pre${name}`] ?? ''} && ${script}`.split(
      /node dist\/|vitest run|node bench\//,
    );
    return before !== ` && ${script}` && !/node tools\/build\.mjs|npm run --silent build/.test(before ?? '');
  });
  expect(unbuilt).toEqual([]);
});
