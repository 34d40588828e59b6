import { expect, test } from 'vitest';
import { type Clinic, useClinic } from '../../support/clinic.ts';
import {
  ENTITY_TYPES,
  entitiesQuery,
  everyFieldOf,
  overHttp,
  overWebSocket,
} from '../../support/entities.ts';
import type { Person } from '../../support/people/person.ts';

const clinic = useClinic();

const people = [
  'nobody',
  'stranger',
  'outsider',
  'otherAdmin',
  'jane',
  'colleague',
  'admin',
  'john',
] as const satisfies (keyof Clinic)[];

/** Jane is waiting for 123, which has begun and has a note; 124 is over; 201 is the other practice's. The rest lets both practices' people meet. */
async function aBusyDay() {
  await clinic.book({ id: 123, patientId: 89, providerId: 45 });
  await clinic.book({ id: 124, patientId: 90, providerId: 46 });
  await clinic.book({ id: 125, patientId: 89, providerId: 46 });
  await clinic.book({ id: 126, patientId: 90, providerId: 45 });
  await clinic.book({ id: 201, patientId: 201, providerId: 61, orgId: 2 });
  const waiting = await clinic.jane.watch('123');
  await waiting.next();
  await clinic.john.start('123');
  await clinic.john.saveNote('123', { subjective: 'Headaches', plan: 'Rest' });
  await clinic.colleague.start('124');
  await clinic.colleague.saveNote('124', { assessment: 'Well' });
  await clinic.colleague.end('124');
  await clinic.outsider.start('201');
  return waiting;
}

const APPOINTMENTS = ['123', '124', '125', '126', '201', '999'];

const everyone = [
  ...APPOINTMENTS.map((id) => ['Appointment', id]),
  ...['123', '124', '125', '201', '999'].map((id) => ['TelehealthSession', id]),
  ...['89', '90', '201', '999'].map((id) => ['Patient', id]),
  ...['45', '46', '61', '999'].map((id) => ['Provider', id]),
  ...['1', '2', '999'].map((id) => ['Organization', id]),
] as [string, string][];

type Row = Record<string, unknown> | null | undefined;

/** What the viewer is answered at the ordinary doors, by type and id, with every field. */
async function ordinaryAnswers(who: Person) {
  const found = new Map<string, Row>();
  const keep = (row: Row) => row && found.set(`${row.__typename} ${row.id}`, row);
  const { data } = await who.graphql<{ viewer: Record<string, Row> }>(
    `{ viewer { organization ${everyFieldOf('Organization')} provider ${everyFieldOf('Provider')} patient ${everyFieldOf('Patient')} } }`,
  );
  for (const row of Object.values(data?.viewer ?? {})) keep(row);
  for (const id of APPOINTMENTS) {
    const whole = await who.graphql<{ appointment: Row }>(
      `{ appointment(id: "${id}") ${everyFieldOf('Appointment')} }`,
    );
    keep(whole.data?.appointment);
    const parts = await who.graphql<{ appointment: Record<string, Row> }>(
      `{ appointment(id: "${id}") { session ${everyFieldOf('TelehealthSession')} patient ${everyFieldOf('Patient')} provider ${everyFieldOf('Provider')} } }`,
    );
    for (const row of Object.values(parts.data?.appointment ?? {})) keep(row);
  }
  return everyone.map(([type, id]) => found.get(`${type} ${id}`) ?? null);
}

test.each(people)(
  'asked for everything about everyone, _entities answers %s what the ordinary doors answer them',
  async (name) => {
    const waiting = await aBusyDay();
    const expected = await ordinaryAnswers(clinic[name]);
    for (const ask of [overHttp, overWebSocket]) {
      for (const type of ENTITY_TYPES) {
        const of = everyone.filter(([one]) => one === type).map(([__typename, id]) => ({ __typename, id }));
        const { data, errors } = await ask(clinic[name], entitiesQuery([type]), { of });
        if (name === 'nobody')
          expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
        else expect(data?._entities).toEqual(expected.filter((_row, index) => everyone[index]?.[0] === type));
      }
    }
    await waiting.stop();
  },
);

test('the day above has something to hide in every field that not everyone may see', async () => {
  const waiting = await aBusyDay();
  const of = { __typename: 'Appointment', id: '123' };
  const see = async (who: Person) =>
    (await overHttp(who, entitiesQuery(['Appointment']), { of: [of] })).data?._entities[0];
  const hidden = {
    note: expect.objectContaining({ plan: 'Rest' }),
    patientWaitingSince: expect.any(String),
    session: expect.anything(),
  };
  expect(await see(clinic.john)).toMatchObject(hidden);
  expect(await see(clinic.jane)).toMatchObject({
    note: null,
    patientWaitingSince: null,
    session: expect.anything(),
  });
  expect(await see(clinic.admin)).toMatchObject({ note: null, patientWaitingSince: expect.any(String) });
  expect(await see(clinic.stranger)).toBeNull();
  expect(await see(clinic.outsider)).toBeNull();
  const over = { __typename: 'Appointment', id: '124' };
  const { data } = await overHttp(clinic.stranger, entitiesQuery(['Appointment']), { of: [over] });
  expect(data?._entities[0]).toMatchObject({
    summary: expect.stringContaining('Dr. Maria Garcia'),
    note: null,
  });
  await waiting.stop();
});
