import { expect, test } from 'vitest';
import { conditionOf } from '../../../../src/platform/database/sql/condition.ts';

function sqlOf(where: object) {
  const values: unknown[] = [];
  const sql = conditionOf(
    where,
    (field) => `"${field}"`,
    (value) => `$${values.push(value)}`,
  );
  return [sql, values];
}

test.each<[object, string, unknown[]]>([
  [{}, 'true', []],
  [{ id: 1, name: 'x' }, '"id" = $1 and "name" = $2', [1, 'x']],
  [{ id: [1, 2], end: null }, '"id" = any($1) and "end" is null', [[1, 2]]],
  [{ at: { $gte: 1, $lt: 5 } }, '"at" >= $1 and "at" < $2', [1, 5]],
  [{ type: /video/i }, '"type" ~* $1', ['video']],
  [
    { $or: [{ a: 1 }, { b: 2, c: 3 }], $not: { d: 4 } },
    '("a" = $1 or "b" = $2 and "c" = $3) and not ("d" = $4)',
    [1, 2, 3, 4],
  ],
  [{ $and: [{}, { $or: [{ a: 1 }] }], b: 2 }, '(true and ("a" = $1)) and "b" = $2', [1, 2]],
])('%o becomes SQL', (where, sql, values) => {
  expect(sqlOf(where)).toEqual([sql, values]);
});

test('all of no conditions is true, and any of none is false', () => {
  expect(sqlOf({ $and: [] })).toEqual(['(true)', []]);
  expect(sqlOf({ $or: [] })).toEqual(['(false)', []]);
  expect(sqlOf({ $and: [{ $or: [] }, { id: 1 }] })).toEqual(['((false) and "id" = $1)', [1]]);
});

test.each([{ id: undefined }, { id: 5n }, { id: { $near: 1 } }, { id: {}, name: 'x' }])(
  '%o is refused, as a condition that is dropped would widen the result',
  (where) => {
    expect(() => sqlOf(where)).toThrow(TypeError);
  },
);
