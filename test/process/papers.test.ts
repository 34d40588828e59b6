import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isAllowed, licenceOf } from '../../tools/papers/sbom.ts';

test.each(['MIT', 'Apache-2.0', '(MIT AND BSD-3-Clause)', '(GPL-3.0 OR MIT)', 'Unlicense'])(
  '%s may be part of the server',
  (licence) => {
    expect(isAllowed(licence)).toBe(true);
  },
);

test.each([
  '',
  'GPL-3.0',
  'AGPL-3.0-only',
  '(MIT AND GPL-2.0)',
  'UNLICENSED',
  'SEE LICENSE IN LICENSE',
  'BUSL-1.1',
  '(MIT OR (GPL-2.0 AND ISC))',
])('"%s" may not', (licence) => {
  expect(isAllowed(licence)).toBe(false);
});

test('a package that names no licence has none', () => {
  expect(licenceOf({})).toBe('');
});

test('whatever is installed is of one version, and known by its hash', () => {
  const read = <Content>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as Content; // as npm writes and reads it
  const asked = ['package.json', 'web/package.json']
    .map((path) => read<Record<string, Record<string, string>>>(path))
    .flatMap(({ dependencies, devDependencies, optionalDependencies }) =>
      Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }),
    );
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  const { packages } = read<{ packages: Record<string, { integrity?: string; link?: boolean }> }>(
    'package-lock.json',
  );
  const installed = Object.entries(packages).filter(
    ([path, { link }]) => path.startsWith('node_modules/') && !link,
  );
  expect(installed.length).toBeGreaterThan(asked.length);
  expect(
    installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path),
  ).toEqual([]);
});

test('everything that the server is made of is listed, under a licence that is allowed', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['tools/papers/write-sbom.ts'], {
    encoding: 'utf8',
    env: { ...process.env, AUDIT: '' },
  });
  expect(stderr).not.toContain('not among the licences');
  expect(stdout).toMatch(/^\d{3,} packages are listed/);
  const sbom = JSON.parse(readFileSync('build/papers/sbom.cdx.json', 'utf8')) as {
    bomFormat: string;
    components: { name: string }[];
  };
  expect(sbom.bomFormat).toBe('CycloneDX');
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const listed = new Set(sbom.components.map(({ name }) => name));
  expect(listed.has('vitest')).toBe(false);
  expect(Object.keys(dependencies).filter((name) => !listed.has(name))).toEqual([]);
});
