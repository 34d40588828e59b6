import type { EntityClass, EntityData, FilterQuery, RequiredEntityData } from '@mikro-orm/core';
import type { Db } from './db.ts';
import type { Shape } from './shape.ts';
import type { Column, Write } from './sql/statement.ts';
import { binding, tableOf, type VisibleTables } from './sql/table.ts';

/**
 * Inserts a row. Columns that are not named get the table's defaults. `returning` names the columns to
 * return.
 */
export function insert<Entity extends object, Field extends keyof Entity & string = never>(
  db: VisibleTables,
  entity: EntityClass<Entity>,
  row: RequiredEntityData<Entity>,
  returning?: Shape<Entity, Field>,
): Write<Pick<Entity, Field>> {
  const { values, bind } = binding();
  const table = tableOf(db, entity, bind);
  const columns = returning?.fields.map((field) => table.column(field)) ?? [];
  const answer = returning ? ` returning ${columns.map(({ sql }) => sql)}` : '';
  return { kind: 'write', text: `${insertInto(table, row)}${answer}`, values, columns };
}

/** Inserts a row. If its key exists, updates the named fields instead. */
export function upsert<Entity extends object>(
  db: VisibleTables,
  entity: EntityClass<Entity>,
  row: RequiredEntityData<Entity>,
  updatedFields: readonly (keyof Entity & string)[],
): Write {
  const { values, bind } = binding();
  const table = tableOf(db, entity, bind);
  const key = table.primaryKeys.map((field) => table.column(field).bare);
  const changes = updatedFields
    .map((field) => table.column(field).bare)
    .map((column) => `${column} = excluded.${column}`);
  return {
    kind: 'write',
    text: `${insertInto(table, row)} on conflict (${key}) do update set ${changes}`,
    values,
    columns: [],
  };
}

/** Inserts rows, except those that a unique index already has, and returns the new ones as `returning` says. */
export function insertNew<Entity extends object, Field extends keyof Entity & string = never>(
  db: VisibleTables,
  entity: EntityClass<Entity>,
  rows: readonly RequiredEntityData<Entity>[],
  returning?: Shape<Entity, Field>,
): Write<Pick<Entity, Field>> {
  const { values, bind } = binding();
  const table = tableOf(db, entity, bind);
  const columns = returning?.fields.map((field) => table.column(field)) ?? [];
  const answer = returning ? ` returning ${columns.map(({ sql }) => sql)}` : '';
  return {
    kind: 'write',
    text: `${insertInto(table, ...rows)} on conflict do nothing${answer}`,
    values,
    columns,
  };
}

/** Inserts rows. If a row's key exists, adds to its number in `field` instead. */
export function addUp<Entity extends object>(
  db: VisibleTables,
  entity: EntityClass<Entity>,
  rows: readonly RequiredEntityData<Entity>[],
  field: keyof Entity & string,
): Write {
  const { values, bind } = binding();
  const table = tableOf(db, entity, bind);
  const key = table.primaryKeys.map((name) => table.column(name).bare);
  const { bare, sql } = table.column(field);
  return {
    kind: 'write',
    text: `${insertInto(table, ...rows)} on conflict (${key}) do update set ${bare} = ${sql} + excluded.${bare}`,
    values,
    columns: [],
  };
}

/** Updates matching rows that the viewer can see. */
export function update<Entity extends object>(
  db: VisibleTables,
  entity: EntityClass<Entity>,
  where: FilterQuery<Entity> & object,
  changes: EntityData<Entity>,
): Write {
  const { values, bind } = binding();
  const table = tableOf(db, entity, bind);
  const settings = Object.entries(changes).map(
    ([field, value]) => `${table.column(field).bare} = ${bind(value)}`,
  );
  return {
    kind: 'write',
    text: `update ${table.name} set ${settings} where ${table.where(where)}`,
    values,
    columns: [],
  };
}

/** Deletes matching rows that the viewer can see. */
export function remove<Entity extends object>(
  db: VisibleTables,
  entity: EntityClass<Entity>,
  where: FilterQuery<Entity> & object,
): Write {
  const { values, bind } = binding();
  const table = tableOf(db, entity, bind);
  return {
    kind: 'write',
    text: `delete from ${table.name} where ${table.where(where)}`,
    values,
    columns: [],
  };
}

/** Calls a function that a migration made and that changes rows as their owner. Resolves with its number. */
export async function applyFunction(db: Db, name: string, ...values: number[]) {
  const text = `select ${name}(${values.map((_value, index) => `$${index + 1}`)}) as answer`;
  const columns = [{ name: 'answer' as const, type: 'number' as const }];
  const [row] = await db.apply<{ answer: number }>({ kind: 'write', text, values, columns });
  return row?.answer ?? 0;
}

/** Calls such a function that returns rows with these columns. */
export const applyRowsFunction = <Row extends object>(
  db: Db,
  name: string,
  columns: readonly Column<keyof Row & string>[],
) =>
  db.apply<Row>({
    kind: 'write',
    text: `select ${columns.map((column) => `"${column.name}"`)} from ${name}()`,
    values: [],
    columns,
  });

/** All rows have the fields of the first. */
function insertInto({ name, column, bind }: ReturnType<typeof tableOf>, ...rows: object[]) {
  const fields = Object.keys(rows[0] ?? {}).map((field) => column(field).bare);
  return `insert into ${name} (${fields}) values ${rows.map((row) => `(${Object.values(row).map(bind)})`)}`;
}
