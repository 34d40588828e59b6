import { expect, test } from 'vitest';
import type { Db } from '../../../../src/platform/database/db.ts';
import { createBatcher } from '../../../../src/platform/events/batcher.ts';
import { useClinic } from '../../../support/clinic.ts';

const clinic = useClinic();

const orgIdOf = ({ viewer }: Db) => (typeof viewer === 'object' ? viewer.orgId : undefined);

test('what people of one organization ask for in the same moment is done once, and never together with what others ask for', async () => {
  const batch = createBatcher();
  const done: [orgId: number | undefined, items: number[]][] = [];
  const work = async (db: Db, items: number[]) => {
    done.push([orgIdOf(db), items]);
    return items.length;
  };
  const { db } = clinic.database;
  const answers = [
    batch(db, 1, work, 11),
    batch(db, 2, work, 21),
    batch(db, 1, work, 12),
    batch(db, 1, work, 11),
  ];
  expect(await Promise.all(answers)).toEqual([2, 1, 2, 2]);
  expect(done).toEqual([
    [1, [11, 12]],
    [2, [21]],
  ]);
  await batch(db, 1, work, 11);
  expect(done).toHaveLength(3);
});

test('whoever asks while others have their turn is gathered, and a crowd is done in several parts', async () => {
  const batch = createBatcher();
  const { promise: free, resolve: goOn } = Promise.withResolvers<void>();
  const parts: number[] = [];
  const work = async (_db: Db, items: number[]) => {
    await free;
    parts.push(items.length);
  };
  const { db } = clinic.database;
  const busy = [2, 3, 4, 5].map((orgId) => batch(db, orgId, work, 0));
  await new Promise(setImmediate);
  const crowd = Array.from({ length: 600 }, (_, item) => batch(db, 1, work, item));
  await new Promise(setImmediate);
  crowd.push(batch(db, 1, work, 600));
  goOn();
  await Promise.all([...busy, ...crowd]);
  expect(parts.slice(4)).toEqual([500, 101]);
});

test('what fails is told to all who asked for it, and the next are not concerned', async () => {
  const batch = createBatcher();
  let isAway = true;
  const work = async () => {
    if (isAway) throw new Error('away');
    return 'back';
  };
  const { db } = clinic.database;
  const [one, other] = await Promise.allSettled([batch(db, 1, work, 1), batch(db, 1, work, 2)]);
  expect([one?.status, other?.status]).toEqual(['rejected', 'rejected']);
  isAway = false;
  expect(await batch(db, 1, work, 1)).toBe('back');
});
