import { expect, test } from 'vitest';
import { AppointmentStatus } from '../../../src/appointments/appointment.entity.ts';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();
const jane = { role: 'PATIENT', org_id: 1, patient_id: 89 };
const SUMMARY = '{ appointment(id: "123") { summary } }';

const completed = (startsAt: string, minutes = 30) =>
  clinic.book({ status: AppointmentStatus.COMPLETED, startsAt: new Date(startsAt), minutes });

const moveTo = (timeZone: string, language = 'en') =>
  clinic.em.execute('update organizations set time_zone = ?, language = ? where id = 1', [
    timeZone,
    language,
  ]);

async function summary(headers: Record<string, string> = {}) {
  const { data } = await clinic.person(jane, headers).graphql<{ appointment: { summary: string } }>(SUMMARY);
  return data?.appointment.summary;
}

test('a clinic without a zone of its own has its times in UTC, and says so', async () => {
  await completed('2026-11-23T14:00:00Z');
  expect(await summary()).toBe(
    'Telehealth visit with Dr. John Smith on 2026-11-23, 14:00 to 14:30 UTC (30 min).',
  );
});

test.each([
  ['America/New_York', '2026-11-23, 21:30 to 22:00 America/New_York'],
  ['Europe/Berlin', '2026-11-24, 03:30 to 04:00 Europe/Berlin'],
  ['Asia/Kolkata', '2026-11-24, 08:00 to 08:30 Asia/Kolkata'],
])("day and time are those of the clinic's zone: %s", async (timeZone, when) => {
  await completed('2026-11-24T02:30:00Z');
  await moveTo(timeZone);
  expect(await summary()).toBe(`Telehealth visit with Dr. John Smith on ${when} (30 min).`);
});

test('the hour that comes twice has its offset beside it', async () => {
  await moveTo('America/New_York');
  await completed('2026-11-01T05:30:00Z', 60);
  expect(await summary()).toBe(
    'Telehealth visit with Dr. John Smith on 2026-11-01, 01:30 (UTC-04:00) to 01:30 (UTC-05:00) America/New_York (60 min).',
  );
});

const SPANISH =
  'Visita (Telehealth) con Dr. John Smith el 23 de noviembre de 2026, de 09:00 a 09:30, hora de America/New_York (30 min).';

test.each([
  ['es', SPANISH],
  ['es-MX,es;q=0.9,en;q=0.8', SPANISH],
  ['de, ES;q=0.5', SPANISH],
  ['en;q=0.3, es;q=0.7', SPANISH],
  ['en-US,en;q=0.9,es;q=0.8', expect.stringMatching(/^Telehealth visit with/)],
  ['es;q=0, en', expect.stringMatching(/^Telehealth visit with/)],
  ['*', expect.stringMatching(/^Telehealth visit with/)],
  [';;;,q=,'.repeat(500), expect.stringMatching(/^Telehealth visit with/)],
])('it is in the language that is asked for: %s', async (language, sentence) => {
  await completed('2026-11-23T14:00:00Z');
  await moveTo('America/New_York');
  expect(await summary({ 'accept-language': language })).toEqual(sentence);
});

test("who asks for no language of ours reads the clinic's", async () => {
  await completed('2026-11-23T14:00:00Z');
  await moveTo('America/New_York', 'es-US');
  expect(await summary({ 'accept-language': 'de' })).toBe(SPANISH);
  expect(await summary({ 'accept-language': 'en' })).toMatch(/^Telehealth visit with/);
});

test('over a WebSocket the language is a parameter of the connection, and listeners of one event have their own', async () => {
  await completed('2026-11-23T14:00:00Z');
  await moveTo('America/New_York');
  const READY = 'subscription { roomReady(appointmentId: "123") { appointment { summary } } }';
  const heard = await Promise.all(
    ['es', 'en'].map(async (language) => {
      const client = await clinic.person(jane, { 'Accept-Language': language }).connect();
      try {
        const { value } = await client.iterate({ query: READY }).next();
        return value.data.roomReady.appointment.summary;
      } finally {
        await client.dispose();
      }
    }),
  );
  expect(heard).toEqual([SPANISH, expect.stringMatching(/^Telehealth visit with/)]);
});

test('in a list each visit has its own', async () => {
  await moveTo('Europe/Berlin');
  await completed('2026-11-23T14:00:00Z');
  await clinic.book({ id: 124, startsAt: new Date('2026-11-24T14:00:00Z') });
  const { data } = await clinic.jane.graphql<{ appointments: { nodes: { summary: string | null }[] } }>(
    '{ appointments { nodes { summary } } }',
  );
  expect(data?.appointments.nodes.map((node) => node.summary)).toEqual([
    null,
    expect.stringContaining('15:00 to 15:30 Europe/Berlin'),
  ]);
});
