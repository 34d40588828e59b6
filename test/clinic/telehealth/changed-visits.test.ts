import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { fakeIntervals } from '../../support/fake-intervals.ts';
import type { Person } from '../../support/people/person.ts';
import { type VisitWatcher, watchVisits } from '../../support/people/visit-watcher.ts';

// Whoever changes an appointment, and through whatever door: those who keep, gain or lose the visit are told.

const clinic = useClinic();
const streams: VisitWatcher[] = [];
afterEach(async () => {
  for (const { codes } of streams) expect(codes).toEqual([]);
  await Promise.all(streams.splice(0).map((stream) => stream.stop()));
});

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

/** As an EHR's own login does it: it is a member of the directory and sees no session. */
const change = (statement: string) =>
  clinic.em.execute(`do $$ begin set local role readyroom_directory; ${statement}; end $$`);

async function watch(person: Person, id?: string) {
  const stream = await watchVisits(person, id);
  streams.push(stream);
  return stream;
}

/** Somebody who watches the one appointment, and all of theirs as well, and has heard how things are. */
async function watchBoth(person: Person, id: string) {
  const both = [await watch(person, id), await watch(person)];
  await expectEach(both, { appointmentId: id });
  return both;
}

async function expectEach(watchers: VisitWatcher[], news: object) {
  for (const { last } of watchers) await expect.poll(last).toMatchObject(news);
}

const timesTold = ({ told }: VisitWatcher, reason: string) =>
  told.filter((news) => news.reason === reason).length;

const WITHDRAWN = { ready: false, roomName: null, startedAt: null, reason: 'WITHDRAWN' };
const JANES = { patient: { id: '89', name: 'Jane Doe' }, provider: { id: '45', name: 'Dr. John Smith' } };

describe.each([
  ['before the start', false],
  ['while the room is open', true],
])('%s', (_when, isStarted) => {
  async function bookAndWatch() {
    const id = await clinic.book({ startsAt: inHours(1) });
    if (isStarted) await clinic.john.start(id);
    return { id, jane: await watchBoth(clinic.jane, id), john: await watchBoth(clinic.john, id) };
  }

  test.each([
    ['cancelled', 'CANCELLED', 'CANCELLED'],
    ['completed', 'COMPLETED', 'ENDED'],
    ['missed', 'NO_SHOW', 'ENDED'],
  ])('an appointment that is %s by SQL is told so to both', async (_what, status, reason) => {
    const { jane, john } = await bookAndWatch();
    await change(`update appointments set status = '${status}' where id = 123`);
    await expectEach([...jane, ...john], { ready: false, reason, appointment: { status } });
  });

  test('a patient who loses the visit is told once, as they knew it, and hears nothing of the next patient', async () => {
    const { id, jane } = await bookAndWatch();
    const stranger = await watch(clinic.stranger);
    await change("update appointments set patient_id = 90, reason = 'Theirs' where id = 123");
    await expectEach(jane, { ...WITHDRAWN, appointment: { ...JANES, reason: null } });
    await expectEach([stranger], { appointmentId: id, appointment: { patient: { id: '90' } } });

    await change("update appointments set reason = 'Still theirs' where id = 123");
    await expectEach([stranger], { appointment: { reason: 'Still theirs' } });
    for (const stream of jane) {
      expect(timesTold(stream, 'WITHDRAWN')).toBe(1);
      expect(stream.last()).toMatchObject(WITHDRAWN);
      expect(JSON.stringify(stream.told)).not.toMatch(/theirs|"90"/i);
    }
  });

  test('a patient who gets the visit back is told again, by the same stream', async () => {
    const { jane } = await bookAndWatch();
    await change('update appointments set patient_id = 90 where id = 123');
    await expectEach(jane, WITHDRAWN);
    await change('update appointments set patient_id = 89 where id = 123');
    await expectEach(jane, { ready: false, reason: 'NOT_STARTED', appointment: JANES });
    await change("update appointments set status = 'CANCELLED' where id = 123");
    await expectEach(jane, { reason: 'CANCELLED' });
  });

  test('an appointment that is given to a colleague goes on for them and the patient, without the former provider', async () => {
    const { id, jane, john } = await bookAndWatch();
    const colleague = await watch(clinic.colleague);
    await change('update appointments set provider_id = 46 where id = 123');
    await expectEach(john, { ...WITHDRAWN, appointment: JANES });
    await expectEach([...jane, colleague], {
      appointmentId: id,
      ready: isStarted,
      appointment: { provider: { id: '46', name: 'Dr. Maria Garcia' } },
    });
  });

  test('an appointment that is moved within the day is told with its new time', async () => {
    const { jane, john } = await bookAndWatch();
    await change(
      "update appointments set appointment_start_time = appointment_start_time + interval '1 minute' where id = 123",
    );
    const startsAt = jane[0]?.told[0]?.appointment.startsAt ?? '';
    const later = new Date(Date.parse(startsAt) + 60_000).toISOString();
    await expectEach([...jane, ...john], { ready: isStarted, appointment: { startsAt: later } });
  });

  test('an appointment that is no longer by video is withdrawn from both', async () => {
    const { jane, john } = await bookAndWatch();
    await change("update appointments set visit_type = 'In-person' where id = 123");
    await expectEach([...jane, ...john], { ...WITHDRAWN, appointment: { visitType: 'Telehealth' } });
  });
});

test('an appointment that the EHR deletes is withdrawn from both', async () => {
  const id = await clinic.book({ startsAt: inHours(1) });
  const [jane, john] = [await watchBoth(clinic.jane, id), await watchBoth(clinic.john, id)];
  await change('delete from appointments where id = 123');
  await expectEach([...jane, ...john], { ...WITHDRAWN, appointment: JANES });
});

test('an appointment that is booked, or moved into view, appears to both who watch all of theirs', async () => {
  const both = [await watch(clinic.jane), await watch(clinic.john)];
  await clinic.book({ startsAt: inHours(1) });
  await expectEach(both, { appointmentId: '123', reason: 'NOT_STARTED' });
  await change("update appointments set status = 'CANCELLED' where id = 123");
  await expectEach(both, { reason: 'CANCELLED' });
  await change("update appointments set status = 'CONFIRMED' where id = 123");
  await expectEach(both, { reason: 'NOT_STARTED', appointment: { status: 'CONFIRMED' } });
});

test('an on-demand visit that a provider creates appears to its patient before it starts', async () => {
  const id = await clinic.book({ startsAt: inHours(2) });
  const jane = await watch(clinic.jane);
  await expectEach([jane], { appointmentId: id });
  await clinic.john.rest('POST', '/api/telehealth/sessions', { patientId: 89, type: 'on-demand' });
  await expectEach([jane], { appointmentId: expect.not.stringMatching(id), reason: 'NOT_STARTED' });
});

test('a patient who loses the visit waits no more, and waits again when they get it back', async () => {
  const id = await clinic.book({ startsAt: inHours(1) });
  const john = await watch(clinic.john);
  await watchBoth(clinic.jane, id);
  await expectEach([john], { appointment: { patientWaitingSince: expect.any(String) } });
  await change('update appointments set patient_id = 90 where id = 123');
  await expectEach([john], { appointment: { patient: { id: '90' }, patientWaitingSince: null } });
  const waiting = () => clinic.em.execute('select patient_id from waiting_patients');
  await expect.poll(waiting).toEqual([]);
  await change('update appointments set patient_id = 89 where id = 123');
  await expectEach([john], { appointment: { ...JANES, patientWaitingSince: expect.any(String) } });
});

test('a statement that changes a thousand appointments is heard of, too', async () => {
  const id = await clinic.book({ startsAt: inHours(1) });
  const jane = await watchBoth(clinic.jane, id);
  await clinic.em.execute(
    `insert into appointments (id, org_id, provider_id, patient_id, visit_type, appointment_start_date, appointment_start_time, appointment_end_time)
     select 1000 + number, 1, 46, 90, 'Telehealth', current_date, now(), now() + interval '1 hour' from generate_series(1, 1000) as number`,
  );
  await change("update appointments set status = 'CANCELLED'");
  await expectEach(jane, { reason: 'CANCELLED' });
});

test('a visit that is open is heard of at once, though its appointment is a month away', async () => {
  const id = await clinic.book({ startsAt: inHours(720) });
  await clinic.john.start(id);
  const jane = await watchBoth(clinic.jane, id);
  await change("update appointments set status = 'CANCELLED' where id = 123");
  await expectEach(jane, { ready: false, reason: 'CANCELLED' });
});

test('what nobody notifies of is seen within 30 s, by those who lose the visit as well', async () => {
  const id = await clinic.book({ startsAt: inHours(720) });
  await fakeIntervals(clinic);
  onTestFinished(() => void vi.useRealTimers());
  const [jane, john] = [await watchBoth(clinic.jane, id), await watchBoth(clinic.john, id)];
  const stranger = await watch(clinic.stranger);
  await change('update appointments set patient_id = 90, provider_id = 46 where id = 123');
  expect([...jane, ...john].map(({ last }) => last()?.reason)).not.toContain('WITHDRAWN');
  vi.advanceTimersByTime(30_000);
  await expectEach([...jane, ...john], { ...WITHDRAWN, appointment: JANES });
  await expectEach([stranger], { appointment: { patient: { id: '90' }, provider: { id: '46' } } });
});

test('a use case tells of its own change once: the database does not repeat it', async () => {
  const id = await clinic.book({ startsAt: inHours(1) });
  const heard: string[] = [];
  const listening = await clinic.database.listen(
    ['readyroom_appointments'],
    (_channel, ids) => void heard.push(ids),
  );
  onTestFinished(() => listening.close());
  await clinic.john.start(id);
  await clinic.john.end(id);
  await change('update appointments set provider_id = 46 where id = 123');
  await expect.poll(() => heard).toEqual(['1 123 45 89\n1 123 46 89']);
});

test('a statement that changes nothing, or appointments a month away, notifies nobody', async () => {
  await clinic.book({ startsAt: inHours(1) });
  await clinic.book({ id: 124, startsAt: inHours(720) });
  const heard: string[] = [];
  const listening = await clinic.database.listen(
    ['readyroom_appointments'],
    (_channel, ids) => void heard.push(ids),
  );
  onTestFinished(() => listening.close());
  await change('update appointments set status = status');
  await change("update appointments set reason = 'Called' where id = 124");
  await change('delete from appointments where id = 124');
  await change('update appointments set provider_id = 46, patient_id = 90');
  await expect.poll(() => heard).toEqual(['1 123 45 89\n1 123 46 90']);
});

test('a mother who waits goes on hearing when her newborn is registered with her address', async () => {
  const id = await clinic.book({ startsAt: inHours(1) });
  const mother = clinic.person({ role: 'PATIENT', org_id: 1, email: 'jane.doe@example.com', sub: 'jane' });
  const both = await watchBoth(mother, id);
  await change(
    "insert into patients (id, org_id, name, email) values (93, 1, 'Baby Doe', 'jane.doe@example.com')",
  );
  await clinic.john.start(id);
  await expectEach(both, { ready: true });
  expect((await mother.join(id)).errors).toBeUndefined();
});

test('whoever has more visits than are watched is told of the soonest, of those that move up, and of any they lose', async () => {
  await fakeIntervals(clinic);
  onTestFinished(() => void vi.useRealTimers());
  await clinic.em.execute(
    `insert into appointments (id, org_id, provider_id, patient_id, visit_type, appointment_start_date, appointment_start_time, appointment_end_time)
     select 1000 + number, 1, 45, 89, 'Telehealth', current_date, now() + number * interval '1 minute', now() + number * interval '1 minute' + interval '1 hour'
     from generate_series(1, 201) as number`,
  );
  const john = await watch(clinic.john);
  await expectEach([john], { appointmentId: '1200' });
  expect(john.told).toHaveLength(200);
  await change('update appointments set provider_id = 46 where id = 1001');
  await expectEach([john], { ...WITHDRAWN, appointmentId: '1001' });
  vi.advanceTimersByTime(30_000);
  await expectEach([john], { appointmentId: '1201' });
  expect(john.told).toHaveLength(401);
});

test('a forged notification tells nobody anything but the truth', async () => {
  const id = await clinic.book({ startsAt: inHours(1) });
  const [jane] = await watchBoth(clinic.jane, id);
  const stranger = await watch(clinic.stranger);
  for (const payload of ['1 123 45 90', 'lost', 'nonsense', '1 999 45 89'])
    await clinic.em.execute(`select pg_notify('readyroom_appointments', '${payload}')`);
  await change("update appointments set reason = 'Called' where id = 123");
  await expect.poll(() => jane?.last()).toMatchObject({ appointment: { reason: 'Called' } });
  expect(stranger.told).toEqual([]);
});
