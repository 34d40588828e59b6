import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test.each(['SECURITY.md', 'docs/threat-model.md', 'docs/hipaa.md'])('%s names no file that is not there', (paper) => {
  const named = [...readFileSync(paper, 'utf8').matchAll(/`((?:src|test|docs|tools)\/[\w./-]+)`/g)].map(([, path]) => String(path));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
