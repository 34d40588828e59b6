import { type EntityClass, EntitySchema, type FilterQuery } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import { BadUserInput } from '../refusals.ts';
import type { Reader } from './db.ts';
import type { FieldSelection } from './field-selection.ts';
import { binding, tableOf } from './sql/table.ts';

/** A kind of row and the columns that are read of it. */
export interface Shape<Entity extends object, Field extends keyof Entity & string> {
  entity: EntityClass<Entity>;
  fields: readonly Field[];
}

// biome-ignore lint/suspicious/noExplicitAny: stands for every entity and its fields, which no other type does
export type AnyShape = Shape<any, any>;

/** What is stored of an entity, apart from its methods. */
type Column<Entity> = {
  [Field in keyof Entity & string]: Entity[Field] extends (...args: never[]) => unknown ? never : Field;
}[keyof Entity & string];

/**
 * The row of an entity: all of its columns but those that nobody reads. Named once, beside the entity, so that every door
 * reads the same columns and a new one cannot be forgotten.
 */
export function rowOf<Entity extends object, const Unread extends Column<Entity> = never>(
  entity: EntityClass<Entity>,
  { without = [] }: { without?: readonly Unread[] } = {},
): Shape<Entity, Exclude<Column<Entity>, Unread>> {
  const { properties } = EntitySchema.REGISTRY.get(entity) ?? {};
  if (!properties) throw new TypeError(`${entity.name} has no schema`);
  const unread: readonly string[] = without;
  const fields = Object.keys(properties).filter((field) => !unread.includes(field));
  return { entity, fields: fields as Exclude<Column<Entity>, Unread>[] }; // a schema's properties are its entity's columns
}

export type RowOf<S> = S extends Shape<infer Entity, infer Field> ? Pick<Entity, Field> : never;

/**
 * Only the columns that an answer needs: those it asks for and those named `besides`. All of them, where it asks for something else, which
 * may be made of any.
 */
export function narrow<Whole extends { fields: readonly string[] }>(
  whole: Whole,
  selection: FieldSelection,
  besides: readonly string[],
): Whole {
  const isKnown = (name: string) =>
    name === '__typename' || besides.includes(name) || whole.fields.includes(name);
  if (![...selection.keys()].every(isKnown)) return whole;
  // Typed as before: nobody asks for the other fields.
  return {
    ...whole,
    fields: whole.fields.filter((field) => selection.has(field) || besides.includes(field)),
  };
}

/** Rows of other tables that are read along with each, in the same statement: what they are called there, and by which field each is found. */
export type Joins<Entity> = Record<
  string,
  { by: keyof Entity & string; row: { entity: EntityClass<object>; fields: readonly string[] } }
>;
/** Null where there is none, or none that the viewer can see. */
type JoinedRows<Others> = {
  [Name in keyof Others]: (Others[Name] extends { row: infer S } ? RowOf<S> : never) | null;
};

interface Selection<Entity, Others> {
  where?: FilterQuery<Entity>;
  /** By these fields, all in one direction. */
  orderBy?: readonly (keyof Entity & string)[];
  descending?: boolean;
  /** Only what comes behind this key, of the fields that it is ordered by (keyset paging). */
  after?: readonly unknown[] | undefined;
  limit?: number;
  joins?: Others;
  /** Nobody else changes these rows until the transaction ends. */
  lock?: boolean;
}

/** One statement, plain rows, only what this viewer may see. Nothing is hydrated. */
export function readRows<
  Entity extends object,
  Field extends keyof Entity & string,
  Others extends Joins<Entity>,
>(
  db: Reader,
  { entity, fields }: Shape<Entity, Field>,
  { where = {}, orderBy = [], descending = false, after, limit, joins, lock }: Selection<Entity, Others>,
): Promise<(Pick<Entity, Field> & JoinedRows<Others>)[]> {
  const { values, bind } = binding();
  const table = tableOf(db, entity, bind);
  const columns = fields.map((field) => table.column(field));
  const others = Object.entries<Joins<Entity>[string]>(joins ?? {}).map(([name, { by, row }]) => {
    const other = tableOf(db, row.entity, bind, name);
    const on = `${other.column('id').sql} = ${table.column(by).sql} and ${other.where({})}`;
    return {
      name,
      columns: row.fields.map((field) => other.column(field)),
      join: `left join ${other.name} "${name}" on ${on}`,
    };
  });
  const keys = orderBy.map((field) => table.column(field).sql);
  const text = [
    `select ${[columns, ...others.map((other) => other.columns)].flat().map(({ sql }) => sql)} from ${table.name}`,
    ...others.map(({ join }) => join),
    `where ${table.where(where)}`,
    after && `and (${keys}) ${descending ? '<' : '>'} (${after.map(bind)})`,
    keys.length > 0 && `order by ${keys.map((key) => `${key} ${descending ? 'desc' : 'asc'}`)}`,
    // Not a value: a plan that is kept must know how few are wanted.
    limit !== undefined && `limit ${Math.trunc(limit)}`,
    lock && 'for update',
  ];
  return db.ask<Pick<Entity, Field> & JoinedRows<Others>>({
    kind: 'read',
    text: text.filter(Boolean).join(' '),
    values,
    columns,
    joins: others,
  });
}

export async function readRow<Entity extends object, Field extends keyof Entity & string>(
  db: Reader,
  rowShape: Shape<Entity, Field>,
  where: FilterQuery<Entity>,
) {
  const [row] = await readRows(db, rowShape, { where });
  return row;
}

export async function countRows<Entity extends object>(
  db: Reader,
  entity: EntityClass<Entity>,
  where: FilterQuery<Entity>,
) {
  const { values, bind } = binding();
  const table = tableOf(db, entity, bind);
  const text = `select count(*) from ${table.name} where ${table.where(where)}`;
  const [row] = await db.ask<{ count: number }>({
    kind: 'read',
    text,
    values,
    columns: [{ name: 'count', type: 'number' }],
  });
  return row?.count ?? 0;
}

/** Reads a row by its key, together with every other row of that kind which the same level of the answer asks for. */
export type Loader = <Entity extends object, Field extends keyof Entity & string>(
  rowShape: Shape<Entity, Field>,
  id: number,
) => Promise<Pick<Entity, Field> | null>;

/** So many rows are asked for by one statement; a crowd takes several. */
export const BATCH = 500;

/** Rows are batched but never kept: a subscription asks again with every event and must see what is true then. */
export function loaderOf(db: Reader): Loader {
  const loaders = new Map<object, DataLoader<number, unknown>>();
  return (rowShape, id) => {
    const loader =
      loaders.get(rowShape) ??
      new DataLoader((ids: readonly number[]) => readByIds(db, rowShape, ids), {
        cache: false,
        maxBatchSize: BATCH,
      });
    loaders.set(rowShape, loader);
    return loader.load(id) as Promise<never>; // the map forgets which shape belongs to which loader, the key does not
  };
}

async function readByIds<Entity extends object, Field extends keyof Entity & string>(
  db: Reader,
  rowShape: Shape<Entity, Field>,
  ids: readonly number[],
) {
  const rows = (await readRows(db, rowShape, { where: { id: [...new Set(ids)] } as never })) as {
    id?: number;
  }[];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** Row ids are 32-bit; a larger number is a well-formed id that no row has. */
const MAX_ID = 2 ** 31 - 1;

/** An id as it came through a door. */
export function toId(id: string, name = 'id') {
  if (!/^\d{1,18}$/.test(id)) throw new BadUserInput(`${name} must be a decimal number`);
  return toRowId(Number(id));
}

/** The id of no row, instead of one that the database could not even compare. */
export const toRowId = (number: number) => (number > MAX_ID ? 0 : number);
