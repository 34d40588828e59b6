import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const papers = [...globSync('*.md'), ...globSync('docs/**/*.md'), 'examples/federation/README.md'];
const names = new Set(
  globSync('{src,test,tools,bench,deploy,web/src,examples/federation}/**/*.*').map((path) => basename(path)),
);

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => String(found));

test.each(papers)('%s names no file that is not there', (paper) => {
  const text = readFileSync(paper, 'utf8');
  const paths = all(text, /`((?:src|test|docs|tools|web|deploy|examples|schema)\/[\w./-]+)`/g);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  const links = all(text, /\]\(([^)#:\s]+)(?:#[^)]*)?\)/g);
  expect(links.filter((link) => !existsSync(join(dirname(paper), link)))).toEqual([]);
  // A name alone stands beside the path of its neighbour.
  const alone = all(text, /`([\w-]+(?:\.test)?\.(?:tsx?|mjs|yaml))`/g);
  expect(alone.filter((name) => !names.has(name) && !existsSync(name))).toEqual([]);
  if (['SECURITY.md', 'docs/threat-model.md', 'docs/hipaa.md', 'docs/reliability.md'].includes(paper))
    expect(paths.length).toBeGreaterThan(20);
});
