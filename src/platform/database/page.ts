import type { EntityClass, FilterQuery } from '@mikro-orm/core';
import { z } from 'zod';
import { BadUserInput } from '../refusals.ts';
import type { Reader } from './db.ts';
import { countRows, type Joins, selectRows } from './read.ts';
import type { Shape } from './shape.ts';
import type { ResultSet } from './sql/result-set.ts';
import { binding, tableOf } from './sql/table.ts';
import { FIRST_TIME } from './time-range.ts';

export const MAX_FIRST = 100;

export interface PageRequest {
  first: number;
  after?: string | null | undefined;
  ascending?: boolean;
}

export interface PageOf<Row extends object> {
  rows: ResultSet<Row>;
  /** The cursor of the page that begins after this row. */
  cursorOf(row: Row): string;
  hasNextPage: boolean;
  /** All rows of the list, not only this page. Runs a statement of its own, so call it only if selected. */
  count(): Promise<number>;
}

/**
 * One page, in descending order of `key` unless the page asks for the other. A cursor holds the key of a page's
 * last row instead of an offset (keyset paging), so concurrent inserts and deletes neither repeat nor hide rows.
 * Throws BadUserInput for a malformed cursor or if `first` is not 1 to 100.
 */
export async function readPage<
  Entity extends object,
  Field extends keyof Entity & string,
  Others extends Joins<Entity>,
>(
  db: Reader,
  { entity, fields }: Shape<Entity, Field>,
  key: readonly (Field & string)[],
  where: FilterQuery<Entity>,
  { first, after, ascending = false }: PageRequest,
  joins?: Others,
): Promise<PageOf<Pick<Entity, Field>>> {
  if (first < 1 || first > MAX_FIRST) throw new BadUserInput(`first must be 1 to ${MAX_FIRST}`, ['first']);
  const behind = after ? decode(after, sqlTypesOf(db, entity, key)) : undefined;
  const statement = selectRows(
    db,
    { entity, fields },
    { where, orderBy: key, descending: !ascending, after: behind, limit: first + 1, ...(joins && { joins }) },
  );
  const found = await db.resultOf(statement);
  return {
    rows: found.slice(0, first),
    cursorOf: (row) => encode(key.map((field) => row[field])),
    hasNextPage: found.length > first,
    count: () => countRows(db, entity as EntityClass<Entity>, where),
  };
}

const encode = (values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

const Time = z.iso
  .datetime()
  .transform((text) => new Date(text))
  .refine((time) => time >= FIRST_TIME);
// PostgreSQL returns 64-bit integers as text.
const BigNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

function sqlTypesOf<Entity extends object>(db: Reader, entity: EntityClass<Entity>, key: readonly string[]) {
  const { column } = tableOf(db, entity, binding().bind);
  return key.map((field) => column(field).sqlType);
}

/** What a cursor may hold of a column. PostgreSQL compares it with nothing that is out of its range. */
function keyValue(sqlType: string): z.ZodType {
  if (sqlType.startsWith('timestamp')) return Time;
  return sqlType.startsWith('bigint') ? BigNumber : z.int32();
}

function decode(cursor: string, sqlTypes: readonly string[]) {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return z
      .array(z.unknown())
      .length(sqlTypes.length)
      .parse(values)
      .map((value, index) => keyValue(sqlTypes[index] ?? '').parse(value));
  } catch {
    throw new BadUserInput('after must be a cursor of this list', ['after']);
  }
}
