import type { EntityClass, MetadataStorage } from '@mikro-orm/core';
import type { System, Viewer } from '../../viewer.ts';
import { visibleThrough } from '../visible-to.ts';
import { type Bind, conditionOf } from './condition.ts';
import type { ColumnType } from './statement.ts';

/** Collects the values of a statement. `bind` adds one and returns its placeholder. */
export function binding() {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  return { values, bind };
}

/** Looks up a table by its entity and its alias in a statement. */
export type Tables = ReturnType<typeof openTables>;

/** Derives tables from the ORM's metadata, and caches them. */
export function openTables(metadata: MetadataStorage) {
  const known = new Map<string, ReturnType<typeof describeTable>>();
  return (entity: EntityClass<object>, alias = '') => {
    const key = `${entity.name} ${alias}`;
    const table = known.get(key) ?? describeTable(metadata, entity, alias);
    known.set(key, table);
    return table;
  };
}

/** What the ORM knows of a property. A formula computes it from the names of the columns. */
interface Described {
  fieldNames?: string[];
  columnTypes?: string[];
  formula?: (names: Record<string, string>) => string;
}

function describeTable(metadata: MetadataStorage, entity: EntityClass<object>, alias: string) {
  const { tableName, properties, primaryKeys, filters } = metadata.get(entity);
  const described: Record<string, Described | undefined> = properties;
  const names = Object.fromEntries(
    Object.entries(described).map(([name, property]) => [
      name,
      `"${alias || tableName}"."${property?.fieldNames?.[0]}"`,
    ]),
  );
  const columnOf = (name: string) => {
    const { fieldNames = [], columnTypes = [], formula } = described[name] ?? {};
    const sql = formula?.(names) ?? names[name] ?? '';
    return fieldNames[0]
      ? {
          name,
          bare: `"${fieldNames[0]}"`,
          sql,
          type: typeOf(columnTypes[0] ?? ''),
          sqlType: columnTypes[0] ?? '',
        }
      : undefined;
  };
  return {
    name: `"${tableName}"`,
    primaryKeys: primaryKeys.map(String),
    filters,
    columns: new Map(Object.keys(properties).map((name) => [name, columnOf(name)])),
  };
}

/** The tables as one viewer sees them. */
export interface VisibleTables {
  tables: Tables;
  viewer: Viewer | System;
}

/** The names and conditions that a statement about an entity is built from. */
export function tableOf<Entity extends object>(
  { tables, viewer }: VisibleTables,
  entity: EntityClass<Entity>,
  bind: Bind,
  alias?: string,
) {
  const { name, primaryKeys, filters, columns } = tables(entity, alias);
  const column = <Name extends string>(field: Name) => {
    const known = columns.get(field);
    if (!known) throw new TypeError(`${entity.name} has no ${field}`);
    return known as typeof known & { name: Name }; // the map's key is the column's name
  };
  return {
    name,
    primaryKeys,
    column,
    bind,
    /** Adds to the condition that the viewer can see the row. */
    where: (condition: object) =>
      conditionOf({ $and: [condition, visibleThrough(viewer, filters)] }, (field) => column(field).sql, bind),
  };
}

function typeOf(columnType: string): ColumnType {
  if (/^(int|bigint|smallint|serial|bigserial)/.test(columnType)) return 'number';
  if (columnType.startsWith('timestamp')) return 'date';
  if (columnType === 'bytea') return 'bytes';
  return columnType.startsWith('bool') ? 'boolean' : 'text';
}
