import DataLoader from 'dataloader';
import type { Reader } from './db.ts';
import { readRows } from './read.ts';
import { canBeIn } from './row-id.ts';
import type { Shape } from './shape.ts';

/** Reads in one batch what this level of the answer needs of a shape. */
export interface Loader {
  /** The row with this key, which is an id. */
  <Entity extends object, Field extends keyof Entity & string>(
    rowShape: Shape<Entity, Field>,
    id: number,
  ): Promise<Pick<Entity, Field> | null>;
  /** All rows with this key, in no order. */
  all<Entity extends object, Field extends keyof Entity & string>(
    rowShape: Shape<Entity, Field>,
    id: number,
  ): Promise<Pick<Entity, Field>[]>;
}

/** The most rows that one statement reads by id. */
export const BATCH = 500;

/** Batches rows, but does not cache them: a subscription reads again with each event, and must see the present. */
export function loaderOf(db: Reader): Loader {
  const loaders = new Map<object, DataLoader<number, unknown[]>>();
  const all = <Entity extends object, Field extends keyof Entity & string>(
    rowShape: Shape<Entity, Field>,
    id: number,
  ) => {
    const loader =
      loaders.get(rowShape) ??
      new DataLoader((ids: readonly number[]) => readByIds(db, rowShape, ids), {
        cache: false,
        maxBatchSize: BATCH,
      });
    loaders.set(rowShape, loader);
    return loader.load(id) as Promise<Pick<Entity, Field>[]>; // a loader's rows have the shape that is its key
  };
  const one = <Entity extends object, Field extends keyof Entity & string>(
    rowShape: Shape<Entity, Field>,
    id: number,
  ) => all(rowShape, id).then(([row]) => row ?? null);
  return Object.assign(one, { all });
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
  const byId = Map.groupBy(rows, (row) => Number(row[key]));
  return ids.map((id) => byId.get(id) ?? []);
}
