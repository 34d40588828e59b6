import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import type { Person } from '../../support/people/person.ts';

const clinic = useClinic();

const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) {
  __typename
  ... on Appointment { id status patient { name } }
  ... on Patient { id name }
  ... on Provider { id name }
  ... on Organization { id alias }
  ... on TelehealthSession { id visit: status roomName appointment { id } }
} }`;
const resolve = async (who: Person, ...of: [type: string, id: string][]) =>
  (
    await who.graphql<{ _entities: unknown[] }>(ENTITIES, {
      of: of.map(([__typename, id]) => ({ __typename, id })),
    })
  ).data?._entities;

test('another subgraph can name any of the five kinds by id', async () => {
  const id = await clinic.book();
  const { data } = await clinic.john.start(id);
  const session = String(data?.startTelehealthSession.session.id);
  expect(
    await resolve(
      clinic.john,
      ['Appointment', id],
      ['Patient', '89'],
      ['Provider', '46'],
      ['Organization', '1'],
      ['TelehealthSession', session],
    ),
  ).toEqual([
    { __typename: 'Appointment', id, status: 'SCHEDULED', patient: { name: 'Jane Doe' } },
    { __typename: 'Patient', id: '89', name: 'Jane Doe' },
    { __typename: 'Provider', id: '46', name: 'Dr. Maria Garcia' },
    { __typename: 'Organization', id: '1', alias: 'practice-1' },
    {
      __typename: 'TelehealthSession',
      id: session,
      visit: 'READY',
      roomName: 'apt123',
      appointment: { id },
    },
  ]);
});

test('many at once come back in order, repeated and unknown ones included', async () => {
  await clinic.book({ id: 1 });
  await clinic.book({ id: 2 });
  const answer = await resolve(
    clinic.john,
    ['Appointment', '2'],
    ['Appointment', '999'],
    ['Appointment', '1'],
    ['Appointment', '2'],
    ['Appointment', 'abc'],
  );
  expect(answer?.map((entity) => (entity as { id: string } | null)?.id ?? null)).toEqual([
    '2',
    null,
    '1',
    '2',
    null,
  ]);
});

test('what the viewer cannot see is null, exactly like what does not exist', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  const everything: [string, string][] = [
    ['Appointment', id],
    ['Patient', '89'],
    ['Provider', '45'],
    ['Organization', '1'],
    ['TelehealthSession', id],
  ];
  expect(await resolve(clinic.outsider, ...everything)).toEqual([null, null, null, null, null]);
  expect(await resolve(clinic.stranger, ...everything)).toEqual([
    null,
    null,
    { __typename: 'Provider', id: '45', name: 'Dr. John Smith' },
    { __typename: 'Organization', id: '1', alias: 'practice-1' },
    null,
  ]);
});

test('without a token there is nothing, not even the schema', async () => {
  expect(await clinic.nobody.graphql('{ _service { sdl } }')).toMatchObject({ status: 401 });
});
