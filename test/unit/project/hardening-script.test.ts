import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const chosen = String(scripts['test:hardening']).split('vitest run ')[1]?.split(' ') ?? [];
const reliability = readFileSync('docs/reliability.md', 'utf8');

test('what the table of reliability names is run by the script that it names', () => {
  // What people reported elsewhere is held by ordinary tests, which `npm test` runs.
  const sections = reliability.split(/^## /m).filter((text) => !text.startsWith('What people reported'));
  const named = [...sections.join('').matchAll(/`(test\/[\w/-]+)\.test\.ts`/g)].map(([, path]) =>
    String(path),
  );
  expect(named.length).toBeGreaterThan(20);
  const left = named.filter((path) => !chosen.some((part) => path.includes(part)));
  // Those have a script of their own, and servers to kill.
  expect(left.filter((path) => !path.startsWith('test/fleet/'))).toEqual([]);
});

test('it, or the one for what takes longer, runs them at the size that the table says', () => {
  const sizes = [...reliability.matchAll(/`([A-Z_]+=\d+)`/g)].map(([, size]) => String(size));
  expect(sizes.length).toBeGreaterThan(3);
  for (const size of sizes)
    expect(`${scripts['test:hardening']} ${scripts['test:endurance']}`).toContain(` ${size} `);
});
