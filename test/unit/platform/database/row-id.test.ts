import { expect, test } from 'vitest';
import { rowIdIn } from '../../../../src/platform/database/row-id.ts';

test.each([
  ['123', 123],
  ['2147483647', 2_147_483_647],
  ['2147483648', 0],
  ['99999999999999999999', 0],
  ['not-a-number', 0],
  ['1.5', 0],
  ['-1', 0],
  ['', 0],
])('the key %j of an event names row %i, and never one that PostgreSQL could not look up', (key, id) => {
  expect(rowIdIn(key)).toBe(id);
});
