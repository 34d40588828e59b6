import type { EntityClass, FilterQuery, QueryOrderMap } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import type { EntityManager } from './database.ts';
import { BadUserInput } from './errors.ts';

/** A kind of row and the columns that are read of it. */
export interface Shape<Entity extends object, Field extends keyof Entity & string> {
  entity: EntityClass<Entity>;
  fields: readonly Field[];
}

/** Names a shape once, beside its entity, so that every door reads the same columns. */
export const shape = <Entity extends object, Field extends keyof Entity & string>(entity: EntityClass<Entity>, fields: readonly Field[]) =>
  ({ entity, fields }) satisfies Shape<Entity, Field>;

export type RowOf<S> = S extends Shape<infer Entity, infer Field> ? Pick<Entity, Field> : never;

interface Selection<Entity> {
  where?: FilterQuery<Entity>;
  orderBy?: QueryOrderMap<Entity>;
  limit?: number;
}

/** One statement, plain rows, only what this EntityManager's viewer may see. Nothing is hydrated. */
export async function readRows<Entity extends object, Field extends keyof Entity & string>(
  em: EntityManager,
  { entity, fields }: Shape<Entity, Field>,
  selection: Selection<Entity>,
): Promise<Pick<Entity, Field>[]> {
  const query = await visibleQuery(em, entity, selection.where);
  // The query builder types its columns by the literal entity; here the entity is a parameter, and Field is keyed by it.
  query.select(fields as never).orderBy(selection.orderBy ?? ({} as never));
  if (selection.limit !== undefined) query.limit(selection.limit);
  return (await query.execute('all')) as Pick<Entity, Field>[];
}

export async function readRow<Entity extends object, Field extends keyof Entity & string>(
  em: EntityManager,
  rowShape: Shape<Entity, Field>,
  where: FilterQuery<Entity>,
) {
  const [row] = await readRows(em, rowShape, { where, limit: 1 });
  return row;
}

export async function countRows<Entity extends object>(em: EntityManager, entity: EntityClass<Entity>, where: FilterQuery<Entity>) {
  return (await visibleQuery(em, entity, where)).getCount();
}

async function visibleQuery<Entity extends object>(em: EntityManager, entity: EntityClass<Entity>, where?: FilterQuery<Entity>) {
  const query = em.createQueryBuilder(entity, 'row');
  if (where) query.where(where as never);
  await query.applyFilters();
  return query;
}

/** Reads a row by its key, together with every other row of that kind which the same level of the answer asks for. */
export type Load = <Entity extends object, Field extends keyof Entity & string>(
  rowShape: Shape<Entity, Field>,
  id: number,
) => Promise<Pick<Entity, Field> | null>;

/** Rows are batched but never kept: a subscription asks again with every event and must see what is true then. */
export function loaderOf(em: EntityManager): Load {
  const loaders = new Map<object, DataLoader<number, unknown>>();
  return (rowShape, id) => {
    const loader = loaders.get(rowShape) ?? new DataLoader((ids: readonly number[]) => readByIds(em, rowShape, ids), { cache: false });
    loaders.set(rowShape, loader);
    return loader.load(id) as Promise<never>; // the map forgets which shape belongs to which loader, the key does not
  };
}

async function readByIds<Entity extends object, Field extends keyof Entity & string>(
  em: EntityManager,
  rowShape: Shape<Entity, Field>,
  ids: readonly number[],
) {
  const rows = (await readRows(em, rowShape, { where: { id: [...new Set(ids)] } as never })) as { id?: number }[];
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
