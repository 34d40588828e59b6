import { expect, test } from 'vitest';
import { AppointmentStatus } from '../../../src/appointments/appointment.entity.ts';
import { SoapNoteVersion } from '../../../src/notes/soap-note.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import type { Person } from '../../support/people/person.ts';

const clinic = useClinic();

const noteSeenBy = async (who: Person) =>
  (
    await who.graphql<{ appointment: { note: object | null } }>(
      '{ appointment(id: "123") { note { subjective objective assessment plan version } } }',
    )
  ).data?.appointment.note;

test('what the provider types is kept, as often as they save', async () => {
  const id = await clinic.book();
  await clinic.john.saveNote(id, { subjective: 'Headache' });
  const { data } = await clinic.john.saveNote(id, { plan: 'Rest' });
  expect(data?.saveSoapNote).toMatchObject({
    subjective: 'Headache',
    objective: '',
    assessment: '',
    plan: 'Rest',
    version: 2,
  });
  expect(await noteSeenBy(clinic.john)).toMatchObject({ subjective: 'Headache', plan: 'Rest', version: 2 });
});

test('an emptied section is empty, one left out stays', async () => {
  const id = await clinic.book();
  await clinic.john.saveNote(id, { subjective: 'Headache', plan: 'Rest' });
  const { data } = await clinic.john.saveNote(id, { plan: '', assessment: null });
  expect(data?.saveSoapNote).toMatchObject({ subjective: 'Headache', plan: '', assessment: '' });
});

test('saving the same again makes no new version', async () => {
  const id = await clinic.book();
  const first = await clinic.john.saveNote(id, { plan: 'Rest' });
  expect((await clinic.john.saveNote(id, { plan: 'Rest' })).data).toEqual(first.data);
});

test('every version stays on record', async () => {
  const id = await clinic.book();
  for (const plan of ['Rest', 'Rest and tea', 'Rest']) await clinic.john.saveNote(id, { plan });
  const versions = await clinic.em.find(SoapNoteVersion, {}, { orderBy: { version: 'asc' } });
  expect(versions.map(({ version, plan }) => [version, plan])).toEqual([
    [1, 'Rest'],
    [2, 'Rest and tea'],
    [3, 'Rest'],
  ]);
});

test('of two tabs, the one that did not see the other’s words is shown them', async () => {
  const id = await clinic.book();
  await clinic.john.saveNote(id, { plan: 'Tab one' }, 0);
  const answer = await clinic.john.saveNote(id, { plan: 'Tab two' }, 0);
  expect(answer).toBeRefused('CONFLICT');
  expect(answer.errors?.[0]?.extensions.note).toMatchObject({ plan: 'Tab one', version: 1 });
  expect((await clinic.john.saveNote(id, { plan: 'Both' }, 1)).data?.saveSoapNote).toMatchObject({
    plan: 'Both',
    version: 2,
  });
});

test('expecting a version of a note that there is not yet is a conflict with nothing', async () => {
  const answer = await clinic.john.saveNote(await clinic.book(), { plan: 'Rest' }, 3);
  expect(answer).toBeRefused('CONFLICT');
  expect(answer.errors?.[0]?.extensions.note).toBeNull();
});

test('saves at the same moment are all kept, one after the other', async () => {
  const id = await clinic.book();
  await Promise.all(
    Array.from({ length: 8 }, (_, number) => clinic.john.saveNote(id, { plan: `Plan ${number}` })),
  );
  expect(await noteSeenBy(clinic.john)).toMatchObject({ version: 8 });
});

test("only the appointment's provider writes", async () => {
  const id = await clinic.book();
  expect(await clinic.jane.saveNote(id, { plan: 'x' })).toBeRefused('FORBIDDEN');
  expect(await clinic.colleague.saveNote(id, { plan: 'x' })).toBeRefused('FORBIDDEN');
  expect(await clinic.admin.saveNote(id, { plan: 'x' })).toBeRefused('FORBIDDEN');
  expect(await clinic.outsider.saveNote(id, { plan: 'x' })).toBeRefused('NOT_FOUND');
  expect(await noteSeenBy(clinic.john)).toBeNull();
});

test('only providers of the organization read', async () => {
  const id = await clinic.book();
  await clinic.john.saveNote(id, { plan: 'Rest' });
  expect(await noteSeenBy(clinic.colleague)).toMatchObject({ plan: 'Rest' });
  for (const person of [clinic.jane, clinic.admin]) expect(await noteSeenBy(person)).toBeNull();
});

test('a note can be finished after the visit', async () => {
  const id = await clinic.book({ status: AppointmentStatus.COMPLETED });
  expect((await clinic.john.saveNote(id, { plan: 'Rest' })).errors).toBeUndefined();
});

test('a section of more than 20,000 characters is refused and nothing is lost', async () => {
  const id = await clinic.book();
  await clinic.john.saveNote(id, { plan: 'Rest' });
  expect(await clinic.john.saveNote(id, { plan: 'x'.repeat(20_001) })).toBeRefused('BAD_USER_INPUT');
  expect(await noteSeenBy(clinic.john)).toMatchObject({ plan: 'Rest', version: 1 });
});

test('every character comes back as it was typed', async () => {
  const id = await clinic.book();
  const plan = 'Ünïcödé 🩺 "quotes" \\ back\nslash \u202e — نبض';
  expect((await clinic.john.saveNote(id, { plan })).data?.saveSoapNote.plan).toBe(plan);
});

test('a text that cannot be kept is refused as such, not as an outage', async () => {
  const id = await clinic.book();
  expect(await clinic.john.saveNote(id, { plan: 'before\u0000after' })).toBeRefused('BAD_USER_INPUT');
  expect((await clinic.john.saveNote(id, { plan: 'before and after' })).errors).toBeUndefined();
});
