import {
  GraphQLID,
  type GraphQLLeafType,
  type GraphQLObjectType,
  isEnumType,
  isObjectType,
  TypeNameMetaFieldDef,
} from 'graphql';
import { isPromise, valueOn } from './execution.ts';
import type { PlannedField, PlannedValue } from './plan.ts';

/** Text that JSON does not escape: no control characters, quotes, backslashes or lone surrogates. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

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

/** Writes a value that is wholly on rows. Undefined if any part must be resolved, awaited or refused. */
type Write = (there: unknown) => string | undefined;

export function writerOf(value: PlannedValue): Write {
  const write = writerOfPresent(value);
  const ofNull = value.isNullable ? 'null' : undefined;
  return (there) => (there == null ? ofNull : write(there));
}

function writerOfPresent(value: PlannedValue): Write {
  if ('leaf' in value) return writerOfLeaf(value.leaf);
  if ('items' in value) return writerOfItems(writerOf(value.items));
  const { composite, fieldsOf } = value;
  return isObjectType(composite) ? writerOfRow(composite, fieldsOf) : () => undefined;
}

const writerOfItems =
  (write: Write): Write =>
  (items) => {
    if (!Array.isArray(items)) return undefined;
    let text = '';
    for (const item of items) {
      const written = write(item);
      if (written === undefined) return undefined;
      text += text === '' ? written : `,${written}`;
    }
    return `[${text}]`;
  };

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

function writerOfLeaf(leaf: GraphQLLeafType): Write {
  if (isEnumType(leaf)) {
    const names = new Map(leaf.getValues().map(({ name, value }) => [value as unknown, `"${name}"`]));
    return (value) => names.get(value);
  }
  const write = (value: unknown) => {
    if (value instanceof Error || isPromise(value)) return undefined;
    try {
      const serialized = leaf.serialize(value);
      if (typeof serialized === 'string' && PLAIN.test(serialized)) return `"${serialized}"`;
      return serialized == null ? undefined : JSON.stringify(serialized);
    } catch {
      return undefined;
    }
  };
  return leaf === GraphQLID
    ? (value) => (typeof value === 'number' && Number.isInteger(value) ? `"${value}"` : write(value))
    : write;
}
