import { expect, onTestFinished, test, vi } from 'vitest';
import { openRounds } from '../../../../src/platform/events/rounds.ts';

test('an organization’s people who came together are visited together, and nobody twice in a round', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const rounds = openRounds();
  const stops: number[][] = [];
  const join = (person: number, orgId: number) => rounds.join(orgId, () => void stops.at(-1)?.push(person));
  const leaving = join(0, 7);
  for (let person = 1; person <= 600; person++) join(person, 7);
  for (let person = 601; person <= 610; person++) join(person, 8);
  leaving();
  for (let second = 0; second < 29; second++) {
    stops.push([]);
    vi.advanceTimersByTime(1_000);
  }
  expect(stops.map((people) => people.length).filter(Boolean)).toEqual([600, 10]);
  expect(new Set(stops.flat()).size).toBe(610);
});

test('everybody is visited after 16 to 29 seconds and then every 25, and in a hurry at once', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const rounds = openRounds();
  const visits: number[][] = [];
  for (let second = 0; second < 60; second++) {
    const begun = Date.now();
    const mine: number[] = [];
    visits.push(mine);
    rounds.join(second % 4, () => void mine.push((Date.now() - begun) / 1_000));
    vi.advanceTimersByTime(1_000);
  }
  vi.advanceTimersByTime(60_000);
  for (const [first = 0, second = 0] of visits) {
    expect(first).toSatisfy((seconds) => seconds > 16 && seconds <= 29);
    expect(second - first).toBe(25);
  }

  const hurried: number[] = [];
  rounds.join(1, () => void hurried.push(Date.now()));
  rounds.hurry();
  vi.advanceTimersByTime(1_300);
  expect(hurried).toHaveLength(1);
});
