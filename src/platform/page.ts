import type { EntityClass, FilterQuery, QueryOrderMap } from '@mikro-orm/core';
import { z } from 'zod';
import type { EntityManager } from './database.ts';
import { BadUserInput } from './errors.ts';
import { countRows, readRows, type Shape } from './read.ts';

const MAX_FIRST = 100;

export interface PageRequest {
  first: number;
  after?: string | null | undefined;
}

export interface PageOf<Row> {
  rows: { row: Row; cursor: string }[];
  hasNextPage: boolean;
  /** Counted only when the answer asks for it. */
  count(): Promise<number>;
}

/**
 * One page, last key first. A cursor holds the key it ends with, not an offset, so rows that are inserted or removed
 * meanwhile neither repeat nor hide others (keyset paging).
 */
export async function readPage<Entity extends object, Field extends keyof Entity & string>(
  em: EntityManager,
  { entity, fields }: Shape<Entity, Field>,
  key: readonly (Field & string)[],
  where: FilterQuery<Entity>,
  { first, after }: PageRequest,
): Promise<PageOf<Pick<Entity, Field>>> {
  if (first < 1 || first > MAX_FIRST) throw new BadUserInput(`first must be 1 to ${MAX_FIRST}`);
  // Filters and orders are keyed by the entity's own fields, as `key` is; TypeScript cannot follow that through a map.
  const orderBy = Object.fromEntries(key.map((field) => [field, 'desc'])) as QueryOrderMap<Entity>;
  const beyond = after ? ({ $and: [where, isAfter(key, decode(after, key))] } as FilterQuery<Entity>) : where;
  const found = await readRows(em, { entity, fields }, { where: beyond, orderBy, limit: first + 1 });
  return {
    rows: found.slice(0, first).map((row) => ({ row, cursor: encode(key.map((field) => row[field])) })),
    hasNextPage: found.length > first,
    count: () => countRows(em, entity as EntityClass<Entity>, where),
  };
}

/** (a, b) comes after (x, y) when a < x, or a = x and b < y. */
function isAfter([field = '', ...others]: readonly string[], [value, ...values]: unknown[]): object {
  const less = { [field]: { $lt: value } };
  return others.length === 0 ? less : { $or: [less, { [field]: value, ...isAfter(others, values) }] };
}

const encode = (values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

// PostgreSQL hands out 64-bit numbers as text.
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
