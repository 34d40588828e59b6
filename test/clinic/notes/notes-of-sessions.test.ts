import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import type { Person } from '../../support/people/person.ts';

const clinic = useClinic();

interface Seen {
  note: { id: string; plan: string } | null;
  sessions: { id: string; note: { id: string; plan: string } | null }[];
}

async function look(person: Person) {
  const { data } = await person.graphql<{ appointment: Seen }>(
    '{ appointment(id: "123") { note { id plan } sessions { id note { id plan } } } }',
  );
  return data?.appointment;
}

const ehr = (change: string) => clinic.em.execute(`update appointments set ${change} where id = 123`);
const start = async () => String((await clinic.john.start('123')).data?.startTelehealthSession.session.id);

test('a note has the id of its session', async () => {
  const id = await clinic.book();
  const session = await start();
  await clinic.john.saveNote(id, { plan: 'Rest' });
  const note = { id: session, plan: 'Rest' };
  expect(await look(clinic.john)).toEqual({ note, sessions: [{ id: session, note }] });
});

test('a note that is written before the start is that of the session to come', async () => {
  const id = await clinic.book();
  await clinic.john.saveNote(id, { plan: 'Ask for the dose' });
  const written = (await look(clinic.john))?.note;
  const session = await start();
  expect(session).toBe(written?.id);
  await clinic.john.saveNote(id, { plan: 'Half the dose' }, 1);
  expect(await look(clinic.john)).toMatchObject({
    note: { id: session, plan: 'Half the dose' },
    sessions: [{ id: session, note: { id: session } }],
  });
});

test('a visit that is held again has a note of its own, and the earlier one stays', async () => {
  const id = await clinic.book();
  const first = await start();
  await clinic.john.saveNote(id, { plan: 'Rest' });
  await clinic.john.end(id);
  await clinic.john.saveNote(id, { plan: 'Rest, and water' });
  await ehr("status = 'SCHEDULED'");
  const earlier = { id: first, note: { id: first, plan: 'Rest, and water' } };
  expect(await look(clinic.john)).toEqual({ note: null, sessions: [earlier] });

  const second = await start();
  expect((await clinic.john.saveNote(id, { plan: 'Walk' }, 0)).data?.saveSoapNote.version).toBe(1);
  const note = { id: second, plan: 'Walk' };
  expect(await look(clinic.john)).toEqual({ note, sessions: [earlier, { id: second, note }] });
});

test('what was written about a patient is not in the note about the next one', async () => {
  const id = await clinic.book();
  await clinic.john.saveNote(id, { plan: 'About Jane' });
  await ehr('patient_id = 90');
  expect(await look(clinic.john)).toMatchObject({ note: null });
  await start();
  expect(await look(clinic.john)).toMatchObject({ note: null, sessions: [{ note: null }] });
  await clinic.john.saveNote(id, { plan: 'About the other one' }, 0);
  expect(await look(clinic.john)).toMatchObject({ note: { plan: 'About the other one' } });
});

test('providers see the note of a session, others do not, and who reads it is on record', async () => {
  const id = await clinic.book();
  await start();
  await clinic.jane.join(id);
  await clinic.john.saveNote(id, { plan: 'Rest' });
  const ask = '{ appointment(id: "123") { sessions { note { plan } } } }';
  for (const person of [clinic.jane, clinic.admin])
    expect((await person.graphql(ask)).data).toEqual({ appointment: { sessions: [{ note: null }] } });
  expect((await clinic.colleague.graphql(ask)).data).toEqual({
    appointment: { sessions: [{ note: { plan: 'Rest' } }] },
  });
  const reads = (await clinic.auditLog()).filter(({ action }) => action === 'read a SOAP note');
  expect(reads).toMatchObject([{ actor: 'provider-46', appointmentId: 123 }]);
});
