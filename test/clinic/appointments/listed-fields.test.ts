import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { at } from '../../support/people/appointment-list.ts';
import type { Person } from '../../support/people/person.ts';

const clinic = useClinic();

test('a list shows patient, provider, visit and note in one go', async () => {
  await clinic.book({ id: 1, startsAt: at(9) });
  await clinic.book({ id: 2, startsAt: at(10), patientId: 90 });
  await clinic.john.start('1');
  await clinic.john.saveNote('1', { plan: 'Rest' });
  const { data } = await clinic.john.graphql(
    '{ appointments { nodes { id status visitType startsAt endsAt reason patient { id name } provider { id name } session { status roomName } note { plan } summary } } }',
  );
  const both = {
    status: 'SCHEDULED',
    visitType: 'Telehealth',
    reason: null,
    provider: { id: '45', name: 'Dr. John Smith' },
    summary: null,
  };
  expect(data).toEqual({
    appointments: {
      nodes: [
        {
          ...both,
          id: '2',
          startsAt: at(10).toISOString(),
          endsAt: new Date(+at(10) + 1_800_000).toISOString(),
          patient: { id: '90', name: 'Robert Brown' },
          session: null,
          note: null,
        },
        {
          ...both,
          id: '1',
          startsAt: at(9).toISOString(),
          endsAt: new Date(+at(9) + 1_800_000).toISOString(),
          patient: { id: '89', name: 'Jane Doe' },
          session: { status: 'READY', roomName: 'apt1' },
          note: { plan: 'Rest' },
        },
      ],
    },
  });
});

test('one appointment is seen by whoever may, and is null for everyone else', async () => {
  const id = await clinic.book();
  const look = async (who: Person, which = id) =>
    (await who.graphql('query ($id: ID!) { appointment(id: $id) { id } }', { id: which })).data;
  for (const person of [clinic.john, clinic.jane, clinic.colleague, clinic.admin])
    expect(await look(person)).toEqual({ appointment: { id } });
  for (const person of [clinic.stranger, clinic.outsider, clinic.otherAdmin])
    expect(await look(person)).toEqual({ appointment: null });
  expect(await look(clinic.john, '999')).toEqual({ appointment: null });
  expect(await clinic.john.graphql('{ appointment(id: "abc") { id } }')).toBeRefused('BAD_USER_INPUT');
});

test('however the list is asked for, each appointment comes with the people and the visit that were asked for', async () => {
  await clinic.book();
  await clinic.john.start('123');
  const { data } = await clinic.john.graphql(`
    query {
      appointments {
        nodes { __typename provider { name } ...Company }
        edges { node { number: id patient { id } ... on Appointment { session { roomName } telehealth } } cursor }
        pageInfo { startCursor }
      }
      plain: appointments { nodes { reason } }
    }
    fragment Company on Appointment { patient { name } session { status appointment { patient { name } } } }`);
  const jane = { id: '89', name: 'Jane Doe' };
  expect(data).toEqual({
    appointments: {
      nodes: [
        {
          __typename: 'Appointment',
          provider: { name: 'Dr. John Smith' },
          patient: { name: jane.name },
          session: { status: 'READY', appointment: { patient: { name: jane.name } } },
        },
      ],
      edges: [
        {
          node: {
            number: '123',
            patient: { id: jane.id },
            session: { roomName: 'apt123' },
            telehealth: true,
          },
          cursor: expect.any(String),
        },
      ],
      pageInfo: { startCursor: expect.any(String) },
    },
    plain: { nodes: [{ reason: null }] },
  });
});
