import { expect, test, vi } from 'vitest';
import { FairTurns } from '../../../../src/platform/fairness/fair-turns.ts';

/** Notes who gets a turn, in order. `end` gives back the turn of the first who has one. */
function watch(turns: FairTurns) {
  const order: string[] = [];
  const holders: (() => void)[] = [];
  const ask = (organization: number, person: string) => {
    const party = { organization, person };
    const begin = () => {
      order.push(person);
      holders.push(() => turns.release(party));
    };
    const turn = turns.take(party);
    if (turn) return turn.then(begin);
    begin();
    return undefined;
  };
  const endAll = async () => {
    for (let end = holders.shift(); end; end = holders.shift()) {
      end();
      await Promise.resolve();
    }
  };
  return { order, ask, endAll };
}

test('a free turn is taken at once, without waiting for a promise', () => {
  const turns = new FairTurns({ atOnce: 2 });
  expect(turns.take({ organization: 1, person: 'jane' })).toBeUndefined();
  expect(turns.take({ organization: 1, person: 'jane' })).toBeUndefined();
  expect(turns.take({ organization: 1, person: 'jane' })).toBeInstanceOf(Promise);
});

test('the next turn is of another organization, and within one of another person', async () => {
  const { order, ask, endAll } = watch(new FairTurns({ atOnce: 1 }));
  for (let turn = 0; turn < 4; turn++) void ask(1, 'greedy');
  void ask(1, 'colleague');
  void ask(2, 'outsider');
  await endAll();
  expect(order).toEqual(['greedy', 'greedy', 'outsider', 'colleague', 'greedy', 'greedy']);
});

test('a turn that ends goes to the organization that has the fewest, and there to the person who has', async () => {
  const turns = new FairTurns({ atOnce: 3 });
  const { order, ask } = watch(turns);
  void ask(1, 'greedy');
  void ask(1, 'greedy');
  void ask(2, 'outsider');
  const last = [ask(1, 'colleague'), ask(1, 'greedy'), ask(2, 'outsider')];
  turns.release({ organization: 2, person: 'outsider' });
  await last[2];
  turns.release({ organization: 1, person: 'greedy' });
  await last[0];
  expect(order).toEqual(['greedy', 'greedy', 'outsider', 'outsider', 'colleague']);
});

test('a person may not have all turns, nor may an organization', () => {
  const { order, ask } = watch(new FairTurns({ atOnce: 4, perOrganization: 3, perPerson: 2 }));
  for (let turn = 0; turn < 4; turn++) void ask(1, 'greedy');
  for (let turn = 0; turn < 4; turn++) void ask(1, 'colleague');
  expect(order).toEqual(['greedy', 'greedy', 'colleague']);
  expect(ask(2, 'outsider')).toBeUndefined();
});

test('nobody waits for too long, nor for too many turns', async () => {
  vi.useFakeTimers();
  const turns = new FairTurns({ atOnce: 1, maxWaiting: 1, maxWaitMs: 100 });
  const jane = { organization: 1, person: 'jane' };
  turns.take(jane);
  const waiting = expect(turns.take(jane)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await expect(turns.take(jane)).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    extensions: { retryAfterSeconds: 1 },
  });
  vi.advanceTimersByTime(100);
  await waiting;
  vi.useRealTimers();
  // A turn that nobody waits for any more is nobody's.
  turns.release(jane);
  expect(turns.take(jane)).toBeUndefined();
});
