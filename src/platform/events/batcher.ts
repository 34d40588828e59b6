import { setImmediate as endOfTick } from 'node:timers/promises';
import pLimit from 'p-limit';
import { asOrganization } from '../database/as-viewer.ts';
import type { Db } from '../database/db.ts';
import { BATCH } from '../database/loader.ts';

/**
 * Batches of one kind of work that run at the same time. Later items wait in their organization's next batch,
 * so batches grow with load.
 */
const MAX_CONCURRENT = 4;

/** Work that runs once, as the organization, for all of its people who ask for it. */
type Work<Item, Answer> = (db: Db, items: Item[]) => Promise<Answer>;

/**
 * Adds the item to the organization's next batch, for which `work` runs once. Each caller gets the answer for
 * the whole batch.
 */
export type Batcher = <Item, Answer>(
  db: Db,
  orgId: number,
  work: Work<Item, Answer>,
  item: Item,
) => Promise<Answer>;

interface Batch<Item, Answer> {
  items: Set<Item>;
  requests: number;
  answer: Promise<Answer>;
}
type AddToBatch<Item, Answer> = (db: Db, orgId: number, item: Item) => Promise<Answer>;

export function createBatcher(): Batcher {
  const batchers = new Map<unknown, AddToBatch<never, unknown>>();
  return <Item, Answer>(db: Db, orgId: number, work: Work<Item, Answer>, item: Item) => {
    // Safe: each entry was made for the work that is its key.
    const addToBatch = (batchers.get(work) ?? batcherFor(work)) as AddToBatch<Item, Answer>;
    batchers.set(work, addToBatch);
    return addToBatch(db, orgId, item);
  };
}

function batcherFor<Item, Answer>(work: Work<Item, Answer>): AddToBatch<Item, Answer> {
  const limit = pLimit(MAX_CONCURRENT);
  const openBatches = new Map<number, Batch<Item, Answer>>();

  function begin(db: Db, orgId: number) {
    const items = new Set<Item>();
    const answer = limit(async () => {
      await endOfTick();
      if (openBatches.get(orgId) === batch) openBatches.delete(orgId);
      return work(asOrganization(db, orgId), [...items]);
    });
    const batch = { items, requests: 0, answer };
    openBatches.set(orgId, batch);
    return batch;
  }

  return (db, orgId, item) => {
    const last = openBatches.get(orgId);
    // Batches are limited even if all callers ask for the same item, so that the first callers continue while
    // the others wait.
    const batch = last && last.requests < BATCH ? last : begin(db, orgId);
    batch.requests += 1;
    batch.items.add(item);
    return batch.answer;
  };
}
