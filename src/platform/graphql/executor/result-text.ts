import { type GraphQLLeafType, isObjectType, TypeNameMetaFieldDef } from 'graphql';
import type { RowLayout } from '../../database/sql/statement.ts';
import { writersOfCells } from './leaf-text.ts';
import type { PlannedComposite, PlannedField } from './plan.ts';

/** A row whose cells begin at `from`: one of the result, or one that is joined to it. */
interface Part extends RowLayout {
  from: number;
}

/** Writes a value that is in these cells of the result. Undefined if it must be refused. */
type WriteCells = (cells: readonly unknown[]) => string | undefined;
/** Undefined if the part lacks a field, so that a resolver must find it. */
type WriterIn = (part: Part) => WriteCells | undefined;

/** Writes rows straight from the cells that a statement returned, without making objects of them. */
export function writerOfResult(row: PlannedComposite) {
  const writerIn = writerOfRow(row);
  return (layout: RowLayout) => writerIn({ ...layout, from: 0 });
}

function writerOfRow({ composite, fieldsOf }: PlannedComposite): WriterIn {
  if (!isObjectType(composite)) return () => undefined;
  let fields: { label: string; writerIn: WriterIn }[] | undefined;
  return (part) => {
    fields ??= fieldsOf(composite).map((field, index) => ({
      label: `${index === 0 ? '' : ','}"${field.key}":`,
      writerIn: writerOfField(field),
    }));
    const writers: { label: string; write: WriteCells }[] = [];
    for (const { label, writerIn } of fields) {
      const write = writerIn(part);
      if (!write) return undefined;
      writers.push({ label, write });
    }
    return (cells) => {
      let text = '';
      for (const { label, write } of writers) {
        const written = write(cells);
        if (written === undefined) return undefined;
        text += label + written;
      }
      return `{${text}}`;
    };
  };
}

function writerOfField({ field, parent, prefersRow, value }: PlannedField): WriterIn {
  if (field === TypeNameMetaFieldDef) return () => () => `"${parent.name}"`;
  if (!prefersRow) return () => undefined;
  const ofNull = value.isNullable ? 'null' : undefined;
  if ('leaf' in value) return writerOfColumn(field.name, value.leaf, ofNull);
  return 'composite' in value ? writerOfJoined(field.name, writerOfRow(value), ofNull) : () => undefined;
}

function writerOfColumn(name: string, leaf: GraphQLLeafType, ofNull: string | undefined): WriterIn {
  const writers = writersOfCells(leaf);
  return ({ columns, from }) => {
    const index = columns.findIndex((column) => column.name === name);
    const column = columns[index];
    if (!column) return undefined;
    const write = writers[column.type];
    return (cells) => {
      const cell = cells[from + index];
      return cell === null ? ofNull : write(cell);
    };
  };
}

function writerOfJoined(name: string, writerIn: WriterIn, ofNull: string | undefined): WriterIn {
  return ({ columns, joins = [], from }) => {
    let key = from + columns.length;
    for (const joined of joins) {
      if (joined.name === name) {
        const write = writerIn({ columns: joined.columns, from: key });
        const keyOfRow = key;
        return write && ((cells) => (cells[keyOfRow] === null ? ofNull : write(cells)));
      }
      key += joined.columns.length;
    }
    return undefined;
  };
}
