import { GraphQLID, type GraphQLLeafType, isEnumType } from 'graphql';
import { convert } from '../../database/sql/result-set.ts';
import type { ColumnType } from '../../database/sql/statement.ts';
import { isoTimeOf } from '../iso-time.ts';
import { isPromise } from './execution.ts';

/** Writes a value that is wholly on rows. Undefined if any part must be resolved, awaited or refused. */
export type Write = (there: unknown) => string | undefined;

/** Text that JSON does not escape: no control characters, quotes, backslashes or lone surrogates. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;
/** Longer numbers are not exact in JavaScript. */
const MAX_DIGITS = 15;

export function writerOfLeaf(leaf: GraphQLLeafType): Write {
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

/** The same for cells that are not null, by their type. Ids and times need no conversion before. */
export function writersOfCells(leaf: GraphQLLeafType): Record<ColumnType, Write> {
  const write = writerOfLeaf(leaf);
  const converting =
    (type: ColumnType): Write =>
    (cell) =>
      write(convert[type](cell));
  const [number, date] = [converting('number'), converting('date')];
  return {
    number: leaf === GraphQLID ? (cell) => (isExactNumber(cell) ? `"${cell}"` : number(cell)) : number,
    date: leaf.name === 'DateTime' ? (cell) => quoted(isoTimeOf(cell)) ?? date(cell) : date,
    boolean: converting('boolean'),
    bytes: converting('bytes'),
    text: write,
  };
}

const isExactNumber = (cell: unknown) => typeof cell === 'string' && cell.length <= MAX_DIGITS;
const quoted = (text: string | undefined) => text && `"${text}"`;
