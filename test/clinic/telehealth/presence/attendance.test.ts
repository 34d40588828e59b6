import { expect, test } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import { meetingLinksOf } from '../../../support/people/meeting-links.ts';
import type { Person } from '../../../support/people/person.ts';

const clinic = useClinic();
const { links, enter } = meetingLinksOf(clinic);

interface Seen {
  patientWaitingSince: string | null;
  attendance: { provider: { present: boolean } | null; patient: { present: boolean } | null } | null;
}

async function look(person: Person) {
  const { data } = await person.graphql<{ appointment: Seen }>(
    '{ appointment(id: "123") { patientWaitingSince attendance { provider { present } patient { present } } } }',
  );
  return data?.appointment;
}
const IN_CALL = { patient: { present: true } };
const LEFT = { patient: { present: false } };

test('the patient is in the call for as long as they are in the practice room', async () => {
  const { johns, janes } = await links();
  expect(await look(clinic.john)).toMatchObject({ attendance: null });
  await enter(johns);
  const jane = await enter(janes);
  await expect
    .poll(() => look(clinic.john))
    .toMatchObject({ attendance: { provider: { present: true }, ...IN_CALL } });
  jane.leave();
  await expect.poll(() => look(clinic.john)).toMatchObject({ attendance: LEFT });
});

test('a patient who leaves the call and is back in the waiting room waits again, until they come in', async () => {
  const { janes } = await links();
  const waiting = await clinic.jane.watch('123');
  await waiting.next();
  const jane = await enter(janes);
  await expect.poll(() => look(clinic.john)).toMatchObject({ attendance: IN_CALL });
  expect(await look(clinic.john)).toMatchObject({ patientWaitingSince: null });

  const leftAt = Date.now();
  jane.leave();
  await expect.poll(async () => (await look(clinic.john))?.patientWaitingSince).toEqual(expect.any(String));
  const since = Date.parse(String((await look(clinic.john))?.patientWaitingSince));
  expect(since).toBeGreaterThanOrEqual(leftAt);
  await enter(janes);
  await expect
    .poll(() => look(clinic.john))
    .toMatchObject({ attendance: IN_CALL, patientWaitingSince: null });
  await waiting.stop();
});

test.each([['123'], [undefined]])(
  'a provider who waits for visit %s is told that the patient has come and gone',
  async (watched) => {
    const { janes } = await links();
    const stream = await clinic.john.watch(watched);
    await stream.next();
    const jane = await enter(janes);
    expect(await stream.next()).toMatchObject({ appointmentId: '123', ready: true });
    expect(await look(clinic.john)).toMatchObject({ attendance: IN_CALL });
    jane.leave();
    expect(await stream.next()).toMatchObject({ appointmentId: '123', ready: true });
    expect(await look(clinic.john)).toMatchObject({ attendance: LEFT });
    await stream.stop();
  },
);

test('in another window the patient is in the call all the time', async () => {
  const { janes } = await links();
  const first = await enter(janes);
  await expect.poll(() => look(clinic.john)).toMatchObject({ attendance: IN_CALL });
  await enter(janes);
  await first.closed;
  expect(await look(clinic.john)).toMatchObject({ attendance: IN_CALL });
});

test('after the end nobody is in the call', async () => {
  const { johns, janes } = await links();
  await Promise.all([enter(johns), enter(janes)]);
  await expect.poll(() => look(clinic.john)).toMatchObject({ attendance: IN_CALL });
  await clinic.john.end('123');
  expect(await look(clinic.john)).toMatchObject({
    attendance: { provider: { present: false }, ...LEFT },
  });
});

test('the staff see who is in the call, a patient only themselves, and a later patient nobody', async () => {
  const { johns, janes } = await links();
  await Promise.all([enter(johns), enter(janes)]);
  const both = { provider: { present: true }, patient: { present: true } };
  for (const person of [clinic.john, clinic.colleague, clinic.admin])
    await expect.poll(() => look(person)).toMatchObject({ attendance: both });
  expect(await look(clinic.jane)).toMatchObject({ attendance: { provider: null, ...IN_CALL } });
  await clinic.em.execute('update appointments set patient_id = 90 where id = 123');
  expect(await look(clinic.stranger)).toMatchObject({ attendance: null });
});

test('a presence of which nothing has been seen for five minutes is none', async () => {
  const { janes } = await links();
  await enter(janes);
  await expect.poll(() => look(clinic.john)).toMatchObject({ attendance: IN_CALL });
  await clinic.em.execute("update room_presences set seen_at = now() - interval '6 minutes'");
  expect(await look(clinic.john)).toMatchObject({ attendance: LEFT });
});
