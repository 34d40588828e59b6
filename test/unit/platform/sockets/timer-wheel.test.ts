import { expect, onTestFinished, test, vi } from 'vitest';
import { openTimerWheel } from '../../../../src/platform/sockets/timer-wheel.ts';

test('everyone is called back when their moment has come, with one timer, and nobody who does not want to be any more', () => {
  vi.useFakeTimers({ now: new Date('2026-11-23T14:00:00.500Z') });
  onTestFinished(() => void vi.useRealTimers());
  const wheel = openTimerWheel();
  const begun = Date.now();
  const called: [name: string, after: number][] = [];
  const callIn = (milliseconds: number, name: string) =>
    wheel.in(milliseconds, () => void called.push([name, Date.now() - begun]));
  callIn(2_000, 'early');
  callIn(60_000, 'late');
  callIn(-5_000, 'overdue');
  const cancel = callIn(3_000, 'never');
  expect(vi.getTimerCount()).toBe(1);
  cancel();

  vi.advanceTimersByTime(70_000);
  expect(called.map(([name]) => name)).toEqual(['overdue', 'early', 'late']);
  for (const [index, due] of [0, 2_000, 60_000].entries())
    expect((called[index]?.[1] ?? 0) - due).toSatisfy((late) => late >= 0 && late <= 2_000);
  expect(vi.getTimerCount()).toBe(0);
  callIn(5_000, 'again');
  vi.advanceTimersByTime(7_000);
  expect(called.at(-1)?.[0]).toBe('again');
});
