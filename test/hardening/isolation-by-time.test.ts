import { beforeEach, expect, test, vi } from 'vitest';
import { useClinic } from '../support/clinic.ts';
import { compare, raise } from '../support/isolation/compare.ts';
import { doors } from '../support/isolation/doors.ts';
import { type Guesser, openGuessers } from '../support/isolation/guessers.ts';
import type { Door } from '../support/isolation/ways-in.ts';
import { furnishForeignClinic } from '../support/people/foreign-clinic.ts';

/** How many pairs of answers are timed at first, 32: a matter of statistics, which takes its time. */
const PAIRS = Number(process.env.TIMED_PAIRS ?? 0);
/** A door whose times seem to differ is looked at again, by twice as many pairs each time: the machine may have been busy. */
const ROUNDS = 5;
const DIFFERENCE_ALLOWED = 0.2;
vi.setConfig({ testTimeout: 640_000 });

const clinic = useClinic();
beforeEach(async () => {
  await furnishForeignClinic(clinic);
  await clinic.book();
});

test.runIf(PAIRS > 0)(
  'what is another organization’s cannot be told from nothing by the time that an answer takes',
  async () => {
    const people = await openGuessers(clinic);
    let suspects = doors;
    const ratios: Record<string, number> = {};
    for (let round = 0; round < ROUNDS && suspects.length > 0; round++) {
      for (const [name, door] of suspects) ratios[name] = await medianRatio(door, people, PAIRS * 2 ** round);
      suspects = suspects.filter(([name]) => Math.abs((ratios[name] ?? 0) - 1) > DIFFERENCE_ALLOWED);
    }
    expect(Object.fromEntries(suspects.map(([name]) => [name, ratios[name]]))).toEqual({});
    await Promise.all(people.map(({ socket }) => socket.dispose()));
  },
);

/** Of pairs that were asked one right after the other, so that what slows the machine slows both. */
async function medianRatio(door: Door, people: Guesser[], pairs: number) {
  const ratios: number[] = [];
  for (let turn = 0; turn < pairs; turn++) {
    const who = people[Math.floor(turn / 2) % people.length] ?? raise();
    ratios.push(await compare(door, who, turn, () => undefined));
  }
  return ratios.sort((one, other) => one - other)[Math.floor(ratios.length / 2)] ?? raise();
}
