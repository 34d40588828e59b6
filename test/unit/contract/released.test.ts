import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { unlistedChanges } from '../../support/released.ts';

const read = (name: string) => readFileSync(new URL(`../../../schema/${name}`, import.meta.url), 'utf8');

test('whatever breaks a client of the last release is listed in schema/released/breaking.json, with its reason', () => {
  const listed = JSON.parse(read('released/breaking.json'));
  const { unlisted, outdated } = unlistedChanges(read('released/api.graphql'), read('api.graphql'), listed);
  expect({ unlisted, outdated }).toEqual({ unlisted: [], outdated: [] });
  expect(Object.values(listed).filter((reason) => !/\w+ \w+/.test(String(reason)))).toEqual([]);
});

const RELEASED = `
  type Query { visit(id: ID!): Visit visits(status: Status): [Visit!]! }
  type Visit { id: ID! room: String! }
  enum Status { OPEN ENDED }`;

test.each([
  ['room: String!', '', 'Visit.room was removed.'],
  ['room: String!', 'room: String', 'Visit.room changed type from String! to String.'],
  ['OPEN ENDED', 'OPEN', 'ENDED was removed from enum type Status.'],
  ['visit(id: ID!)', 'visit(id: ID!, org: ID!)', 'A required arg org on Query.visit was added.'],
])('a schema whose %j becomes %j is red until that is listed', (before, after, change) => {
  const present = RELEASED.replace(before, after);
  expect(unlistedChanges(RELEASED, present, {})).toEqual({ unlisted: [change], outdated: [] });
  expect(unlistedChanges(RELEASED, present, { [change]: 'why' })).toEqual({ unlisted: [], outdated: [] });
});

test('what is only added breaks nobody, and a listed change that was not made is outdated', () => {
  const present = RELEASED.replace('room: String!', 'room: String! startedAt: String').replace(
    'OPEN ENDED',
    'OPEN ENDED PAUSED',
  );
  expect(unlistedChanges(RELEASED, present, { 'Visit.room was removed.': 'why' })).toEqual({
    unlisted: [],
    outdated: ['Visit.room was removed.'],
  });
});

test('no action that may be on record was renamed or removed', () => {
  const present: string[] = JSON.parse(read('actions.json'));
  const onRecord: string[] = JSON.parse(read('released/actions.json'));
  expect(onRecord.filter((action) => !present.includes(action))).toEqual([]);
});
