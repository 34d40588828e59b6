import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isAllowed, licenceOf } from '../../tools/papers/sbom.ts';

test.each(['MIT', 'Apache-2.0', '(MIT AND BSD-3-Clause)', '(GPL-3.0 OR MIT)', 'Unlicense'])('%s may be part of the server', (licence) => {
  expect(isAllowed(licence)).toBe(true);
});

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

test('everything that the server is made of is listed, under a licence that is allowed', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['tools/papers/write-papers.ts'], {
    encoding: 'utf8',
    env: { ...process.env, AUDIT: '' },
  });
  expect(stderr).not.toContain('not among the licences');
  expect(stdout).toMatch(/^\d{3,} packages are listed/);
  const sbom = JSON.parse(readFileSync('dist/papers/sbom.cdx.json', 'utf8')) as { bomFormat: string; components: { name: string }[] };
  expect(sbom.bomFormat).toBe('CycloneDX');
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  const listed = new Set(sbom.components.map(({ name }) => name));
  expect(listed.has('vitest')).toBe(false);
  expect(Object.keys(dependencies).filter((name) => !listed.has(name))).toEqual([]);
});
