import { expect, test, vi } from 'vitest';
import { Stream } from '../../../../src/platform/events/push-stream.ts';

test('what is pushed is taken in its order, whether it was waited for or not', async () => {
  const stream = new Stream<number>(10, () => {});
  const first = stream.next();
  for (const piece of [1, 2, 3]) stream.push(piece);
  expect(await first).toEqual({ value: 1, done: false });
  expect(await stream.next()).toEqual({ value: 2, done: false });
  expect(await stream.next()).toEqual({ value: 3, done: false });
});

test('for a listener who is too slow the newest are kept', async () => {
  const stream = new Stream<number>(2, () => {});
  for (const piece of [1, 2, 3, 4]) stream.push(piece);
  expect([(await stream.next()).value, (await stream.next()).value]).toEqual([3, 4]);
});

test('a listener who goes while they wait is let go, once, and hears nothing more', async () => {
  const onEnd = vi.fn<() => void>();
  const stream = new Stream<number>(2, onEnd);
  const waiting = stream.next();
  await stream.return();
  await stream.return();
  stream.push(1);
  expect([await waiting, await stream.next()]).toEqual(Array(2).fill({ value: undefined, done: true }));
  expect(onEnd).toHaveBeenCalledOnce();
});

test.each([
  ['who waits', true],
  ['who is busy', false],
])(
  'a listener %s is sent away and told why, once, whatever was still kept for them',
  async (_what, waits) => {
    const onEnd = vi.fn<() => void>();
    const stream = new Stream<number>(2, onEnd);
    const waiting = waits ? stream.next() : undefined;
    if (!waits) stream.push(1);
    const leaving = [stream.fail(new Error('you are not known')), stream.fail(new Error('nor later'))];
    await expect(waiting ?? stream.next()).rejects.toThrow('you are not known');
    stream.push(2);
    expect(await stream.next()).toEqual({ value: undefined, done: true });
    await Promise.all(leaving);
    expect(onEnd).toHaveBeenCalledOnce();
  },
);
