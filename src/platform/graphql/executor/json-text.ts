import { type GraphQLObjectType, isObjectType, TypeNameMetaFieldDef } from 'graphql';
import { ResultSet } from '../../database/sql/result-set.ts';
import { isPromise, valueOn } from './execution.ts';
import { type Write, writerOfLeaf } from './leaf-text.ts';
import type { PlannedField, PlannedValue } from './plan.ts';
import { writerOfResult } from './result-text.ts';

/** A value of the answer as JSON. Making objects from rows for `JSON.stringify` takes longer. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** Writes the answer's data. Root fields may be text already. */
export function writeData(data: Record<string, unknown> | null) {
  if (!data) return 'null';
  const fields = Object.entries(data).map(
    ([key, value]) => `"${key}":${value instanceof JsonText ? value.text : JSON.stringify(value)}`,
  );
  return `{${fields.join()}}`;
}

export function writerOf(value: PlannedValue): Write {
  const write = writerOfPresent(value);
  const ofNull = value.isNullable ? 'null' : undefined;
  return (there) => (there == null ? ofNull : write(there));
}

function writerOfPresent(value: PlannedValue): Write {
  if ('leaf' in value) return writerOfLeaf(value.leaf);
  if ('items' in value) return writerOfItems(value.items);
  const { composite, fieldsOf } = value;
  return isObjectType(composite) ? writerOfRow(composite, fieldsOf) : () => undefined;
}

function writerOfItems(item: PlannedValue): Write {
  const write = writerOf(item);
  const writerFor = 'composite' in item ? writerOfResult(item) : () => undefined;
  return (items) => {
    if (!(items instanceof ResultSet)) return Array.isArray(items) ? writeItems(items, write) : undefined;
    const writeCells = writerFor(items.layout);
    return writeCells && writeItems(items.cells, writeCells);
  };
}

function writeItems<Item>(items: readonly Item[], write: (item: Item) => string | undefined) {
  let text = '';
  for (const item of items) {
    const written = write(item);
    if (written === undefined) return undefined;
    text += text === '' ? written : `,${written}`;
  }
  return `[${text}]`;
}

function writerOfRow(type: GraphQLObjectType, fieldsOf: (type: GraphQLObjectType) => PlannedField[]): Write {
  let writers: { field: string; label: string; write: Write }[] | undefined;
  return (row) => {
    if (isPromise(row) || row instanceof Error) return undefined;
    writers ??= fieldsOf(type).map(writerOfField);
    let text = '';
    for (const { field, label, write } of writers) {
      const written = write(valueOn(row, field));
      if (written === undefined) return undefined;
      text += label + written;
    }
    return `{${text}}`;
  };
}

function writerOfField({ key, field, parent, prefersRow, value }: PlannedField, index: number) {
  const label = `${index === 0 ? '' : ','}"${key}":`;
  const write = writerOf(value);
  const typename = field === TypeNameMetaFieldDef ? `"${parent.name}"` : undefined;
  return {
    field: field.name,
    label,
    write: prefersRow ? (there: unknown) => (there === undefined ? undefined : write(there)) : () => typename,
  };
}
