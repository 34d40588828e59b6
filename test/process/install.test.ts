import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/servers/process.ts';

test('npm ci does not complain of packages that want a newer Node than npm runs on, and shows what postinstall says', async () => {
  const folder = temporaryFolder();
  const write = (file: string, content: object) => writeFileSync(join(folder, file), JSON.stringify(content));
  cpSync('.npmrc', join(folder, '.npmrc'));
  mkdirSync(join(folder, 'demanding'));
  write('demanding/package.json', { name: 'demanding', version: '1.0.0', engines: { node: '>=99' } });
  write('package.json', {
    name: 'clinic',
    dependencies: { demanding: 'file:demanding' },
    scripts: { postinstall: `node -e "console.warn('what postinstall says')"` },
  });
  const npm = async (...args: string[]) => {
    const options = { cwd: folder, env: { PATH: process.env.PATH, HOME: folder } };
    const { stdout, stderr } = await promisify(execFile)('npm', [...args, '--offline'], options);
    return stdout + stderr;
  };
  await npm('install', '--package-lock-only');
  const said = await npm('ci', '--no-audit', '--no-fund');
  expect(said).toContain('\nwhat postinstall says\n');
  expect(said).not.toContain('EBADENGINE');
});
