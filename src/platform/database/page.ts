import type { EntityClass, FilterQuery } from '@mikro-orm/core';
import { z } from 'zod';
import { BadUserInput } from '../refusals.ts';
import type { Reader } from './db.ts';
import { countRows, type Joins, readRows } from './read.ts';
import type { Shape } from './shape.ts';

export const MAX_FIRST = 100;

export interface PageRequest {
  first: number;
  after?: string | null | undefined;
}

export interface PageOf<Row> {
  rows: Row[];
  /** The cursor of the page that begins after this row. */
  cursorOf(row: Row): string;
  hasNextPage: boolean;
  /** All rows of the list, not only this page. Runs a statement of its own, so call it only if selected. */
  count(): Promise<number>;
}

/**
 * One page, in descending order of `key`. A cursor holds the key of a page's last row instead of an offset
 * (keyset paging), so concurrent inserts and deletes neither repeat nor hide rows. Throws BadUserInput for a
 * malformed cursor or if `first` is not 1 to 100.
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
  { first, after }: PageRequest,
  joins?: Others,
): Promise<PageOf<Pick<Entity, Field>>> {
  if (first < 1 || first > MAX_FIRST) throw new BadUserInput(`first must be 1 to ${MAX_FIRST}`);
  const behind = after ? decode(after, key) : undefined;
  const found = await readRows(
    db,
    { entity, fields },
    { where, orderBy: key, descending: true, after: behind, limit: first + 1, ...(joins && { joins }) },
  );
  return {
    rows: found.slice(0, first),
    cursorOf: (row) => encode(key.map((field) => row[field])),
    hasNextPage: found.length > first,
    count: () => countRows(db, entity as EntityClass<Entity>, where),
  };
}

const encode = (values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

// PostgreSQL returns 64-bit integers as text.
const KeyValue = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number),
  z.iso.datetime().transform((text) => new Date(text)),
]);

function decode(cursor: string, key: readonly string[]) {
  try {
    return z
      .array(KeyValue)
      .length(key.length)
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new BadUserInput('after must be a cursor of this list');
  }
}
