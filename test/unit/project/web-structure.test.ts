import { expect, test } from 'vitest';
import { circlesIn, importsBelow, roomsOf } from '../../../tools/structure/measure.ts';

const imports = importsBelow('web/src');
const folders = roomsOf(imports, 'web/src');

test('neither files nor folders of the portal import each other in a circle', () => {
  expect(imports.size).toBeGreaterThan(100);
  expect(circlesIn(imports)).toEqual([]);
  expect(circlesIn(folders)).toEqual([]);
});

test('what all pages use knows no page', () => {
  expect(folders.get('api/')).toEqual(['gql/']);
  expect(folders.get('ui/')).toEqual(['api/', 'paths.ts', 'words/']);
  expect(folders.get('words/')).toEqual(['gql/']);
});

test('every page is shown somewhere', () => {
  const pages = [...imports.keys()].filter((path) => path.endsWith('Page.tsx'));
  const shown = new Set([...imports.values()].flat());
  expect(pages.filter((path) => !shown.has(path))).toEqual([]);
});
