import { type EntityClass, EntitySchema, type FilterQuery } from '@mikro-orm/core';
import type { FieldSelection } from './field-selection.ts';

/** An entity and the columns to read of it. */
export interface Shape<Entity extends object, Field extends keyof Entity & string> {
  entity: EntityClass<Entity>;
  fields: readonly Field[];
  /** The field that other rows refer to it by, if it is not the id. */
  key?: Field;
  /** Which of the rows there are to read. All, if it is missing. */
  only?: object;
}

/** The shape of an entity that is not known by its type. */
export interface AnyShape {
  entity: EntityClass<object>;
  fields: readonly string[];
  key?: string;
  only?: object;
}

/** The names of an entity's columns, without its methods. */
type Column<Entity> = {
  [Field in keyof Entity & string]: Entity[Field] extends (...args: never[]) => unknown ? never : Field;
}[keyof Entity & string];

/**
 * The row of an entity: all columns, except those that nobody reads. It is named once, beside the entity, so
 * every door reads the same columns and a new one cannot be forgotten.
 */
export function rowOf<Entity extends object, const Unread extends Column<Entity> = never>(
  entity: EntityClass<Entity>,
  { without = [] }: { without?: readonly Unread[] } = {},
): Shape<Entity, Exclude<Column<Entity>, Unread>> {
  const { properties } = EntitySchema.REGISTRY.get(entity) ?? {};
  if (!properties) throw new TypeError(`${entity.name} has no schema`);
  const unread: readonly string[] = without;
  const fields = Object.keys(properties).filter((field) => !unread.includes(field));
  return { entity, fields: fields as Exclude<Column<Entity>, Unread>[] }; // the properties of its schema
}

/** Those rows that match `only`, which others refer to by the field `key`. */
export const keyedBy = <Entity extends object, Field extends keyof Entity & string>(
  shape: Shape<Entity, Field>,
  key: Field,
  only: FilterQuery<Entity> & object = {},
): Shape<Entity, Field> => ({ ...shape, key, only });

export type RowOf<S> = S extends Shape<infer Entity, infer Field> ? Pick<Entity, Field> : never;

/**
 * Narrows a shape to the columns that an answer needs: those it selects, and those in `besides`. If it selects
 * a field that is no column, that field may need any column, so the shape stays whole.
 */
export function narrow<Whole extends { fields: readonly string[] }>(
  whole: Whole,
  selection: FieldSelection,
  besides: readonly string[],
): Whole {
  const isKnown = (name: string) =>
    name === '__typename' || besides.includes(name) || whole.fields.includes(name);
  if (![...selection.keys()].every(isKnown)) return whole;
  // The type stays as it was, since nobody reads the other fields.
  return {
    ...whole,
    fields: whole.fields.filter((field) => selection.has(field) || besides.includes(field)),
  };
}
