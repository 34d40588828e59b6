/** How to convert a column's cells, which the drivers return as text or as parsed values. */
export type ColumnType = 'number' | 'date' | 'boolean' | 'bytes' | 'text';

export interface Column<Name extends string = string> {
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

/** What the cells of a row are, in their order. */
export interface RowLayout<Row extends object = Record<string, unknown>> {
  columns: readonly Column<keyof Row & string>[];
  /**
   * Joined rows, whose columns follow. `name` is the row's field. The first column is the joined row's key:
   * if it is null, there is no row.
   */
  joins?: readonly { name: string; columns: readonly Column[] }[];
}

/** An SQL statement with its values (`$1`, `$2` …) and the names of its columns. */
export interface Statement<Row extends object = object> extends RowLayout<Row> {
  /** Absent from a driver's own statements: settings, begin, commit. */
  kind?: 'read' | 'write';
  text: string;
  values: readonly unknown[];
}
