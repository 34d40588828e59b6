/** How to convert a column's cells, which the drivers return as text or as parsed values. */
export type ColumnType = 'number' | 'date' | 'boolean' | 'bytes' | 'text';

interface Column<Name extends string = string> {
  name: Name;
  type: ColumnType;
}

/** A statement that only reads. Views can run no other. */
export interface Read<Row extends object = object> extends Statement<Row> {
  kind: 'read';
}

/** A statement that changes rows. If it has columns, it returns the changed rows. */
export interface Write<Row extends object = object> extends Statement<Row> {
  kind: 'write';
}

/** An SQL statement with its values (`$1`, `$2` …) and the names of its columns. */
export interface Statement<Row extends object = object> {
  /** Absent from a driver's own statements: settings, begin, commit. */
  kind?: 'read' | 'write';
  text: string;
  values: readonly unknown[];
  columns: readonly Column<keyof Row & string>[];
  /**
   * Joined rows, whose columns follow. `name` is the row's field. The first column is the joined row's key:
   * if it is null, there is no row.
   */
  joins?: readonly { name: string; columns: readonly Column[] }[];
}

/** Converts the cells of a result row into an object. */
export function toRow<Row extends object>(
  { columns, joins = [] }: Statement<Row>,
  cells: readonly unknown[],
): Row {
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
    row[name] = cell === null ? null : readers[type](cell);
  }
  return row;
}

const readers: Record<ColumnType, (cell: unknown) => unknown> = {
  number: Number,
  date: (cell) => new Date(String(cell)),
  boolean: (cell) => cell === 't' || cell === true,
  // A server returns `\x` and hexadecimal digits, PGlite returns bytes.
  bytes: (cell) =>
    typeof cell === 'string' ? Buffer.from(cell.slice(2), 'hex') : Buffer.from(cell as Uint8Array),
  text: (cell) => cell,
};
