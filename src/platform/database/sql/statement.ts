/** What a column holds, since both databases hand out text or something like it. */
export type ColumnType = 'number' | 'date' | 'boolean' | 'bytes' | 'text';

interface Column<Name extends string = string> {
  name: Name;
  type: ColumnType;
}

/** A statement that only reads: all that a view can ask. */
export interface Read<Row extends object = object> extends Statement<Row> {
  kind: 'read';
}

/** A statement that changes rows. With columns it answers with the changed rows. */
export interface Write<Row extends object = object> extends Statement<Row> {
  kind: 'write';
}

/** One SQL statement, its values apart from it (`$1`, `$2` …), and what its columns are called in a row. */
export interface Statement<Row extends object = object> {
  /** Absent where a driver speaks for itself: settings, begin, commit. */
  kind?: 'read' | 'write';
  text: string;
  values: readonly unknown[];
  columns: readonly Column<keyof Row & string>[];
  /** The columns behind those, for rows of other tables that came along: what a row calls them. The first column is their key. */
  joins?: readonly { name: string; columns: readonly Column[] }[];
}

/** A row of a statement's answer. */
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
  // Counted by hand: the busiest lines of a long list.
  for (let index = 0; index < columns.length; index++) {
    const { name, type } = columns[index] as Column; // there are as many
    const cell = cells[from + index];
    row[name] = cell === null ? null : readers[type](cell);
  }
  return row;
}

const readers: Record<ColumnType, (cell: unknown) => unknown> = {
  number: Number,
  date: (cell) => new Date(String(cell)),
  boolean: (cell) => cell === 't' || cell === true,
  // PostgreSQL writes \x and hexadecimal digits; the embedded one has read them.
  bytes: (cell) =>
    typeof cell === 'string' ? Buffer.from(cell.slice(2), 'hex') : Buffer.from(cell as Uint8Array),
  text: (cell) => cell,
};
