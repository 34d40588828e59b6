import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();

test('ending completes the appointment and keeps the note', async () => {
  const id = await clinic.book();
  const { data: started } = await clinic.john.start(id);
  await clinic.john.saveNote(id, { plan: 'Rest' });
  const { data } = await clinic.john.end(id);
  expect(data?.endTelehealthSession).toMatchObject({
    id: started?.startTelehealthSession.session.id,
    status: 'ENDED',
    appointment: { status: 'COMPLETED' },
  });

  const seen = await clinic.john.graphql('query ($id: ID!) { appointment(id: $id) { note { plan } } }', {
    id,
  });
  expect(seen.data).toEqual({ appointment: { note: { plan: 'Rest' } } });
});

test('ending twice is harmless', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  const first = await clinic.john.end(id);
  expect((await clinic.john.end(id)).data).toEqual(first.data);
});

test('only its provider ends a visit', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  expect(await clinic.jane.end(id)).toBeRefused('FORBIDDEN');
  expect(await clinic.colleague.end(id)).toBeRefused('FORBIDDEN');
  expect(await clinic.outsider.end(id)).toBeRefused('NOT_FOUND');
  expect((await clinic.jane.join(id)).errors).toBeUndefined();
});

test('a visit that was never started has no end', async () => {
  expect(await clinic.john.end(await clinic.book())).toBeRefused('CONFLICT');
});

test('a status that the EHR set meanwhile stays', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  await clinic.em.execute("update appointments set status = 'NO_SHOW' where id = 123");
  const { data } = await clinic.john.end(id);
  expect(data?.endTelehealthSession).toMatchObject({ status: 'ENDED', appointment: { status: 'NO_SHOW' } });
});

test('an ended visit is not started again', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  await clinic.john.end(id);
  expect(await clinic.john.start(id)).toBeRefused('CONFLICT');
});

test('afterwards the patient reads a summary of the visit, and nothing of the note', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  await clinic.john.saveNote(id, { assessment: 'secret thoughts' });
  await clinic.john.end(id);
  const { data } = await clinic.jane.graphql<{ appointment: { summary: string; note: null } }>(
    'query ($id: ID!) { appointment(id: $id) { summary note { assessment } } }',
    { id },
  );
  expect(data?.appointment.note).toBeNull();
  expect(data?.appointment.summary).toMatch(
    /^Telehealth visit with Dr. John Smith on \d{4}-\d\d-\d\d, .* UTC \(1 min\)\.$/,
  );
});
