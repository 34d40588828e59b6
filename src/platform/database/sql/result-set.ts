import type { Column, ColumnType, RowLayout } from './statement.ts';

/** The rows of a statement as its cells. Reading them in place is faster than making objects of them first. */
export class ResultSet<Row extends object> implements Iterable<Row> {
  constructor(
    readonly layout: RowLayout,
    readonly cells: readonly (readonly unknown[])[],
  ) {}

  get length() {
    return this.cells.length;
  }

  at(index: number): Row | undefined {
    const cells = this.cells.at(index);
    return cells && toRow(this.layout, cells);
  }

  slice(start: number, end: number) {
    return new ResultSet<Row>(this.layout, this.cells.slice(start, end));
  }

  /** Makes an object of each row. */
  rows(): Row[] {
    return this.cells.map((cells) => toRow(this.layout, cells));
  }

  [Symbol.iterator]() {
    return this.rows()[Symbol.iterator]();
  }
}

function toRow<Row extends object>({ columns, joins = [] }: RowLayout, cells: readonly unknown[]): Row {
  const row = partOf(columns, cells, 0);
  let from = columns.length;
  for (const part of joins) {
    row[part.name] = cells[from] === null ? null : partOf(part.columns, cells, from);
    from += part.columns.length;
  }
  return row as Row; // the statement names its columns after the row's fields
}

function partOf(columns: readonly Column[], cells: readonly unknown[], from: number) {
  const row: Record<string, unknown> = {};
  // An indexed loop, because this is the hottest code of a long list.
  for (let index = 0; index < columns.length; index++) {
    const { name, type } = columns[index] as Column; // index < length
    const cell = cells[from + index];
    row[name] = cell === null ? null : convert[type](cell);
  }
  return row;
}

/** Converts a cell that is not null. */
export const convert: Record<ColumnType, (cell: unknown) => unknown> = {
  number: Number,
  date: (cell) => new Date(String(cell)),
  boolean: (cell) => cell === 't' || cell === true,
  // A server returns `\x` and hexadecimal digits, PGlite returns bytes.
  bytes: (cell) =>
    typeof cell === 'string' ? Buffer.from(cell.slice(2), 'hex') : Buffer.from(cell as Uint8Array),
  text: (cell) => cell,
};
