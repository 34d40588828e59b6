import { setImmediate as endOfTick } from 'node:timers/promises';
import pLimit from 'p-limit';
import { asOrganization } from '../database/as-viewer.ts';
import type { Db } from '../database/db.ts';
import { BATCH } from '../database/read.ts';

/** So much of one kind is done at a time. Who asks meanwhile is gathered, so that the busier it is, the more is done by one statement. */
const MAX_CONCURRENT = 4;

/** What is done once, with an organization's eyes, for all of its people who ask for it. */
type Work<Item, Answer> = (db: Db, items: Item[]) => Promise<Answer>;

/** Does this for the item, together with whatever else of that organization is asked for in the same moment. Everyone gets the whole answer. */
export type Batcher = <Item, Answer>(
  db: Db,
  orgId: number,
  work: Work<Item, Answer>,
  item: Item,
) => Promise<Answer>;

interface Gathering<Item, Answer> {
  items: Set<Item>;
  asked: number;
  answer: Promise<Answer>;
}
type Gather<Item, Answer> = (db: Db, orgId: number, item: Item) => Promise<Answer>;

export function createBatcher(): Batcher {
  const kinds = new Map<unknown, Gather<never, unknown>>();
  return <Item, Answer>(db: Db, orgId: number, work: Work<Item, Answer>, item: Item) => {
    const gather = (kinds.get(work) ?? gatherFor(work)) as Gather<Item, Answer>; // the map forgets which work belongs to which, the key does not
    kinds.set(work, gather);
    return gather(db, orgId, item);
  };
}

function gatherFor<Item, Answer>(work: Work<Item, Answer>): Gather<Item, Answer> {
  const takeTurn = pLimit(MAX_CONCURRENT);
  const gatherings = new Map<number, Gathering<Item, Answer>>();

  function begin(db: Db, orgId: number) {
    const items = new Set<Item>();
    const answer = takeTurn(async () => {
      await endOfTick();
      if (gatherings.get(orgId) === gathering) gatherings.delete(orgId);
      return work(asOrganization(db, orgId), [...items]);
    });
    const gathering = { items, asked: 0, answer };
    gatherings.set(orgId, gathering);
    return gathering;
  }

  return (db, orgId, item) => {
    const last = gatherings.get(orgId);
    // A crowd in parts, even if all ask for the same: the first of them go on while the others are still to be answered.
    const gathering = last && last.asked < BATCH ? last : begin(db, orgId);
    gathering.asked += 1;
    gathering.items.add(item);
    return gathering.answer;
  };
}
