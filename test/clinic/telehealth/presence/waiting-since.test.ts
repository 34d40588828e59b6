import { afterEach, expect, test, vi } from 'vitest';
import { AppointmentStatus } from '../../../../src/appointments/appointment.entity.ts';
import { WaitingPatient } from '../../../../src/telehealth/waiting-patient.entity.ts';
import { useClinic } from '../../../support/clinic.ts';
import { fakeIntervals } from '../../../support/fake-intervals.ts';
import type { Person } from '../../../support/people/person.ts';

const clinic = useClinic();
const streams: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(streams.splice(0).map((stream) => stream.stop()));
});

/** Someone who waits, and has heard how things are. */
async function watch(person: Person, appointmentId?: string) {
  const stream = await person.watch(appointmentId);
  streams.push(stream);
  await stream.next();
  return stream;
}

/** Jane in the waiting room of her appointment, once that is on record. */
async function awaitVisit(appointmentId: string) {
  const johns = await watch(clinic.john, appointmentId);
  const stream = await watch(clinic.jane, appointmentId);
  const { appointment } = await johns.next();
  await johns.stop();
  return Object.assign(stream, { since: appointment.patientWaitingSince });
}

async function waitingSince(person: Person, appointmentId = '123') {
  const { data } = await person.graphql<{ appointment: { patientWaitingSince: string | null } | null }>(
    'query ($id: ID!) { appointment(id: $id) { patientWaitingSince } }',
    { id: appointmentId },
  );
  return data?.appointment?.patientWaitingSince;
}

const waitingRow = () => clinic.em.findOneOrFail(WaitingPatient, 123);
const seenAgo = async () => Date.now() - (await waitingRow()).seenAt.getTime();
/** As if Jane had last been seen so long ago, and had come a minute before that. */
const lastSeen = (minutesAgo: number) =>
  clinic.em.nativeUpdate(
    WaitingPatient,
    { id: 123 },
    {
      seenAt: new Date(Date.now() - minutesAgo * 60_000),
      since: new Date(Date.now() - (minutesAgo + 1) * 60_000),
    },
  );

test('the provider is told at once that the patient waits, and since when', async () => {
  const id = await clinic.book();
  const stream = await watch(clinic.john, id);
  expect(await waitingSince(clinic.john)).toBeNull();
  const before = Date.now();
  await watch(clinic.jane, id);

  const { reason, appointment } = await stream.next();
  expect(reason).toBe('NOT_STARTED');
  expect(Date.parse(String(appointment.patientWaitingSince))).toBeGreaterThanOrEqual(before);
  expect(await waitingSince(clinic.john)).toBe(appointment.patientWaitingSince);
});

test('a provider who waits for all of their visits is told, too', async () => {
  const id = await clinic.book();
  const stream = await watch(clinic.john);
  await watch(clinic.jane, id);
  expect(await stream.next()).toMatchObject({
    appointmentId: id,
    appointment: { patientWaitingSince: expect.any(String) },
  });
});

test('the staff of the organization see it, the patient and other people do not', async () => {
  const id = await clinic.book();
  const { since } = await awaitVisit(id);
  expect(await waitingSince(clinic.colleague)).toBe(since);
  expect(await waitingSince(clinic.admin)).toBe(since);
  expect(await waitingSince(clinic.jane)).toBeNull();
  expect(await waitingSince(clinic.stranger)).toBeUndefined();
  expect(await waitingSince(clinic.outsider)).toBeUndefined();
});

test('in a list only the appointment that is waited for says so', async () => {
  await clinic.book({ id: 124 });
  const { since } = await awaitVisit(await clinic.book());
  const { data } = await clinic.john.graphql('{ appointments { nodes { id patientWaitingSince } } }');
  expect(data).toEqual({
    appointments: {
      nodes: [
        { id: '124', patientWaitingSince: null },
        { id: '123', patientWaitingSince: since },
      ],
    },
  });
});

test('who waits for no visit in particular, who only asks, and a provider do not count as waiting patients', async () => {
  const id = await clinic.book();
  await watch(clinic.jane);
  await watch(clinic.john, id);
  await clinic.jane.join(id);
  await clinic.jane.rest('POST', '/api/telehealth/jitsi/join', { roomName: 'apt123' });
  expect(await waitingSince(clinic.john)).toBeNull();
  expect(await clinic.em.count(WaitingPatient)).toBe(0);
});

test('the patient is not told of their own waiting', async () => {
  const id = await clinic.book();
  const stream = await awaitVisit(id);
  await clinic.john.start(id);
  expect(await stream.next()).toMatchObject({ reason: 'STARTED' });
});

test('waiting leaves nothing in the audit log', async () => {
  await awaitVisit(await clinic.book());
  expect(await clinic.auditLog()).toEqual([]);
});

test('a patient who has joined no longer waits', async () => {
  const id = await clinic.book();
  const { since } = await awaitVisit(id);
  await clinic.john.start(id);
  expect(await waitingSince(clinic.john)).toBe(since);
  await clinic.jane.join(id);
  expect(await waitingSince(clinic.john)).toBeNull();
});

test('nobody waits for a visit that is over', async () => {
  const id = await clinic.book();
  await awaitVisit(id);
  await clinic.em.execute("update appointments set status = 'NO_SHOW' where id = 123");
  expect(await waitingSince(clinic.john)).toBeNull();

  await clinic.em.execute("update appointments set status = 'CONFIRMED' where id = 123");
  await clinic.john.start(id);
  await clinic.john.end(id);
  expect(await waitingSince(clinic.john)).toBeNull();
});

test('a patient who opens a second tab has been waiting since the first, and goes on waiting in it', async () => {
  const id = await clinic.book();
  const first = await awaitVisit(id);
  const second = await awaitVisit(id);
  expect(second.since).toBe(first.since);

  await first.stop();
  expect(await waitingSince(clinic.john)).toBe(first.since);
  const before = Date.now();
  await second.stop();
  await expect.poll(seenAgo).toBeGreaterThan(4 * 60_000);
  // The half minute runs from the end of the second.
  expect((await waitingRow()).seenAt.getTime() + 4.5 * 60_000).toBeGreaterThanOrEqual(before);
});

test('a patient who leaves is gone half a minute later', async () => {
  const stream = await awaitVisit(await clinic.book());
  await stream.stop();
  await expect.poll(seenAgo).toBeGreaterThanOrEqual(4.5 * 60_000);
  expect(await waitingSince(clinic.john)).toBe(stream.since);

  const { seenAt } = await waitingRow();
  await clinic.em.nativeUpdate(WaitingPatient, { id: 123 }, { seenAt: new Date(seenAt.getTime() - 30_000) });
  expect(await waitingSince(clinic.john)).toBeNull();
});

test('a patient whose connection was lost for a moment has been waiting all the time', async () => {
  const id = await clinic.book();
  await awaitVisit(id);
  await lastSeen(4);
  const since = await waitingSince(clinic.john);
  expect((await awaitVisit(id)).since).toBe(since);
});

test('a patient who comes back after a while waits anew', async () => {
  const id = await clinic.book();
  await (await awaitVisit(id)).stop();
  await lastSeen(6);
  expect(await waitingSince(clinic.john)).toBeNull();
  const before = Date.now();
  expect(Date.parse(String((await awaitVisit(id)).since))).toBeGreaterThanOrEqual(before);
});

test('a patient who waits for long is seen again and again', async () => {
  const id = await clinic.book();
  await fakeIntervals(clinic);
  await awaitVisit(id);
  await lastSeen(4);
  const since = await waitingSince(clinic.john);
  vi.advanceTimersByTime(130_000);
  vi.useRealTimers();
  await expect.poll(seenAgo).toBeLessThan(60_000);
  expect(await waitingSince(clinic.john)).toBe(since);
});

test('a patient waits on, even where that cannot be written', async () => {
  const id = await clinic.book();
  await clinic.em.execute('alter table waiting_patients rename to away');
  try {
    const stream = await watch(clinic.jane, id);
    await clinic.john.start(id);
    expect(await stream.next()).toMatchObject({ reason: 'STARTED' });
    await stream.stop();
  } finally {
    await clinic.em.execute('alter table away rename to waiting_patients');
  }
});

test('a cancelled appointment has no waiting patient', async () => {
  const id = await clinic.book({ status: AppointmentStatus.CANCELLED });
  await awaitVisit(id);
  expect(await waitingSince(clinic.john)).toBeNull();
});

test('the provider is told at once that the patient has come in, and only the first time', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  const stream = await watch(clinic.john, id);
  await clinic.jane.join(id);
  expect((await stream.next()).appointment.patientWaitingSince).toBeNull();

  await clinic.jane.join(id);
  await clinic.john.end(id);
  expect((await stream.next()).reason).toBe('ENDED');
});
