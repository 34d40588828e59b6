import { isObjectType } from 'graphql';
import { beforeEach, expect, test, vi } from 'vitest';
import { useClinic } from '../support/clinic.ts';
import { schema } from '../support/entities.ts';
import { compare, raise } from '../support/isolation/compare.ts';
import { doors } from '../support/isolation/doors.ts';
import { openGuessers } from '../support/isolation/guessers.ts';
import { operations } from '../support/openapi.ts';
import { furnishForeignClinic } from '../support/people/foreign-clinic.ts';

/** How often somebody guesses at what is another organization's; each guess is compared with one at what does not exist. */
const GUESSES = Number(process.env.GUESSES ?? 200);
vi.setConfig({ testTimeout: 240_000 + GUESSES * 40 });

const clinic = useClinic();
beforeEach(async () => {
  await furnishForeignClinic(clinic);
  await clinic.book();
});

test(`${GUESSES} guesses at another organization’s ids, by everyone, through every door, find nothing and cannot tell it from nothing`, async () => {
  const people = await openGuessers(clinic);
  const problems = new Set<string>();
  const guessesOfEach = Math.ceil(GUESSES / people.length);
  await Promise.all(
    people.map(async (who) => {
      for (let guess = 0; guess < guessesOfEach; guess++) {
        const [name, door] = doors[guess % doors.length] ?? raise();
        await compare(door, who, Math.floor(guess / doors.length), (problem) =>
          problems.add(`${name}, ${who.name}: ${problem}`),
        );
      }
    }),
  );
  expect([...problems].slice(0, 10)).toEqual([]);
  await Promise.all(people.map(({ socket }) => socket.dispose()));
});

test('every operation that takes anything from its caller is one of these doors', () => {
  const fields = ['Query', 'Mutation', 'Subscription'].flatMap((type) => {
    const found = schema.getType(type);
    return isObjectType(found)
      ? Object.values(found.getFields()).flatMap(({ name, args }) =>
          args.length > 0 ? `${type}.${name}` : [],
        )
      : [];
  });
  // Those that name a visit or a person: the others are the same for everybody.
  const calls = operations
    .map(({ method, path }) => `${method} ${path.replace('/api/telehealth', '')}`)
    .filter((call) => !call.startsWith('POST /recording'));
  expect(fields.length + calls.length).toBeGreaterThan(15);
  expect(
    [...fields, ...calls].filter(
      (door) => !doors.some(([name]) => name === door || name.startsWith(`${door} `)),
    ),
  ).toEqual([]);
});
