import DataLoader from 'dataloader';
import type { Reader } from './db.ts';
import { readRows } from './read.ts';
import { canBeIn } from './row-id.ts';
import type { Shape } from './shape.ts';

/** Reads a row by its key, which is an id, in one batch with the other rows of its shape that this level of the answer needs. */
export type Loader = <Entity extends object, Field extends keyof Entity & string>(
  rowShape: Shape<Entity, Field>,
  id: number,
) => Promise<Pick<Entity, Field> | null>;

/** The most rows that one statement reads by id. */
export const BATCH = 500;

/** Batches rows, but does not cache them: a subscription reads again with each event, and must see the present. */
export function loaderOf(db: Reader): Loader {
  const loaders = new Map<object, DataLoader<number, unknown>>();
  return (rowShape, id) => {
    const loader =
      loaders.get(rowShape) ??
      new DataLoader((ids: readonly number[]) => readByIds(db, rowShape, ids), {
        cache: false,
        maxBatchSize: BATCH,
      });
    loaders.set(rowShape, loader);
    return loader.load(id) as Promise<never>; // a loader's rows have the shape that is its key
  };
}

async function readByIds<Entity extends object, Field extends keyof Entity & string>(
  db: Reader,
  rowShape: Shape<Entity, Field>,
  ids: readonly number[],
) {
  const key = rowShape.key ?? ('id' as Field); // without another key, rows have an id
  const sqlType = db.tables(rowShape.entity).columns.get(key)?.sqlType ?? '';
  const known = [...new Set(ids)].filter((id) => canBeIn(sqlType, id));
  const rows = await readRows(db, rowShape, { where: { [key]: known } as never });
  const byId = new Map(rows.map((row) => [Number(row[key]), row]));
  return ids.map((id) => byId.get(id) ?? null);
}
