import type { EntityClass, FilterQuery } from '@mikro-orm/core';
import type { Reader } from './db.ts';
import type { AnyShape, RowOf, Shape } from './shape.ts';
import type { Read } from './sql/statement.ts';
import { binding, tableOf, type VisibleTables } from './sql/table.ts';

/** Rows of other tables to join: the name each has in the result, and the field that holds its key. */
export type Joins<Entity> = Record<string, { by: keyof Entity & string; row: AnyShape }>;
/** Null if there is no such row, or the viewer cannot see it. */
type JoinedRows<Others> = {
  [Name in keyof Others]: (Others[Name] extends { row: infer S } ? RowOf<S> : never) | null;
};

interface Selection<Entity, Others> {
  where?: FilterQuery<Entity>;
  /** All fields have the same direction. */
  orderBy?: readonly (keyof Entity & string)[];
  descending?: boolean;
  /** Returns rows after this key, which holds the `orderBy` fields (keyset paging). */
  after?: readonly unknown[] | undefined;
  limit?: number;
  joins?: Others;
  /** Locks the rows until the transaction ends. */
  lock?: boolean;
}

/** Reads plain rows that the viewer can see, with one statement. Nothing is hydrated. */
export const readRows = <
  Entity extends object,
  Field extends keyof Entity & string,
  Others extends Joins<Entity>,
>(
  db: Reader,
  rowShape: Shape<Entity, Field>,
  selection: Selection<Entity, Others>,
) => db.ask(selectRows(db, rowShape, selection));

/** The statement that reads rows which the viewer can see. */
export function selectRows<
  Entity extends object,
  Field extends keyof Entity & string,
  Others extends Joins<Entity>,
>(
  db: VisibleTables,
  { entity, fields, only }: Shape<Entity, Field>,
  { where = {}, orderBy = [], descending = false, after, limit, joins, lock }: Selection<Entity, Others>,
): Read<Pick<Entity, Field> & JoinedRows<Others>> {
  const { values, bind } = binding();
  const table = tableOf(db, entity, bind);
  const columns = fields.map((field) => table.column(field));
  const others = Object.entries<Joins<Entity>[string]>(joins ?? {}).map(([name, { by, row }]) => {
    const other = tableOf(db, row.entity, bind, name);
    const on = `${other.column(row.key ?? 'id').sql} = ${table.column(by).sql} and ${other.where(row.only ?? {})}`;
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
    `where ${table.where(only ? { $and: [where, only] } : where)}`,
    after && `and (${keys}) ${descending ? '<' : '>'} (${after.map(bind)})`,
    keys.length > 0 && `order by ${keys.map((key) => `${key} ${descending ? 'desc' : 'asc'}`)}`,
    // Not a parameter: a cached plan must know the limit.
    limit !== undefined && `limit ${Math.trunc(limit)}`,
    lock && 'for update',
  ];
  return { kind: 'read', text: text.filter(Boolean).join(' '), values, columns, joins: others };
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

/** Calls a function that a migration made and that only reads. Resolves with its rows, as `answer`. */
export const askFunction = (db: Reader, name: string) =>
  db.ask<{ answer: number | null }>({
    kind: 'read',
    text: `select * from ${name}() as answer`,
    values: [],
    columns: [{ name: 'answer', type: 'number' }],
  });

/** Takes a lease until the transaction ends, unless another one has it. Resolves with whether it did. */
export async function tryLease(db: Reader, name: string) {
  const [lease] = await db.ask<{ ours: boolean }>({
    kind: 'read',
    text: 'select pg_try_advisory_xact_lock(hashtext($1)) as ours',
    values: [`readyroom ${name}`],
    columns: [{ name: 'ours', type: 'boolean' }],
  });
  return lease?.ours === true;
}
