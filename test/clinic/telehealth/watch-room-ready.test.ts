import { afterEach, expect, test, vi } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { fakeIntervals } from '../../support/fake-intervals.ts';
import type { Person } from '../../support/people/person.ts';

const clinic = useClinic();
const streams: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(streams.splice(0).map((stream) => stream.stop()));
});

async function watch(person: Person, appointmentId?: string) {
  const stream = await person.watch(appointmentId);
  streams.push(stream);
  return stream;
}

test('a waiting patient hears at once how things are, then the start, then the end', async () => {
  const id = await clinic.book();
  const stream = await watch(clinic.jane, id);
  expect(await stream.next()).toEqual({
    appointmentId: id,
    ready: false,
    roomName: null,
    startedAt: null,
    reason: 'NOT_STARTED',
    appointment: { id, status: 'SCHEDULED', patientWaitingSince: null },
  });

  const { data } = await clinic.john.start(id);
  const startedAt = data?.startTelehealthSession.session.startedAt;
  expect(await stream.next()).toMatchObject({
    ready: true,
    roomName: 'apt123',
    reason: 'STARTED',
    startedAt,
  });

  await clinic.john.end(id);
  expect(await stream.next()).toMatchObject({
    ready: false,
    roomName: null,
    reason: 'ENDED',
    appointment: { status: 'COMPLETED' },
  });
});

test('a patient who comes late hears first that the room is open', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  const stream = await watch(clinic.jane, id);
  expect(await stream.next()).toMatchObject({ ready: true, reason: 'STARTED' });
});

test('starting twice tells nobody again', async () => {
  const id = await clinic.book();
  const stream = await watch(clinic.jane, id);
  await stream.next();
  await clinic.john.start(id);
  await clinic.john.start(id);
  await clinic.john.end(id);
  expect([(await stream.next()).reason, (await stream.next()).reason]).toEqual(['STARTED', 'ENDED']);
});

test("a provider's join tells the waiting patient, too", async () => {
  const id = await clinic.book();
  const stream = await watch(clinic.jane, id);
  await stream.next();
  await clinic.john.join(id);
  expect(await stream.next()).toMatchObject({ ready: true });
});

test('without an id every open telehealth visit of the viewer is watched, the next one first', async () => {
  const later = await clinic.book({ id: 124, startsAt: new Date('2026-11-24T09:00:00Z') });
  const sooner = await clinic.book();
  await clinic.book({ id: 125, visitType: 'In-person' });
  await clinic.book({ id: 126, patientId: 90 });
  const stream = await watch(clinic.jane);
  expect([(await stream.next()).appointmentId, (await stream.next()).appointmentId]).toEqual([sooner, later]);

  await clinic.john.start(later);
  expect(await stream.next()).toMatchObject({ appointmentId: later, ready: true });
});

test('an appointment that is booked while its patient waits is heard of when it starts', async () => {
  await clinic.book();
  const stream = await watch(clinic.jane);
  expect(await stream.next()).toMatchObject({ appointmentId: '123' });
  const id = await clinic.book({ id: 131 });
  await clinic.john.start(id);
  expect(await stream.next()).toMatchObject({ appointmentId: id, ready: true });
});

test('one patient does not hear of the visits of another', async () => {
  const janes = await clinic.book();
  const others = await clinic.book({ id: 124, patientId: 90 });
  const stream = await watch(clinic.stranger);
  expect(await stream.next()).toMatchObject({ appointmentId: others });
  await clinic.john.start(janes);
  await clinic.john.start(others);
  expect(await stream.next()).toMatchObject({ appointmentId: others, ready: true });
});

test('both participants may wait, nobody else', async () => {
  const id = await clinic.book();
  expect(await (await watch(clinic.john, id)).next()).toMatchObject({ appointmentId: id });
  expect(await (await watch(clinic.colleague, id)).refusal()).toBe('FORBIDDEN');
  expect(await (await watch(clinic.admin, id)).refusal()).toBe('FORBIDDEN');
  expect(await (await watch(clinic.stranger, id)).refusal()).toBe('NOT_FOUND');
  expect(await (await watch(clinic.outsider, id)).refusal()).toBe('NOT_FOUND');
  expect(await (await watch(clinic.admin)).refusal()).toBe('FORBIDDEN');
});

test('a cancelled appointment is told as cancelled', async () => {
  const id = await clinic.book();
  await clinic.em.execute("update appointments set status = 'CANCELLED' where id = 123");
  expect(await (await watch(clinic.jane, id)).next()).toMatchObject({ ready: false, reason: 'CANCELLED' });
});

test('within 30 s the present state is told again, and with it whatever no event told of', async () => {
  const id = await clinic.book();
  await fakeIntervals(clinic);
  try {
    const stream = await watch(clinic.jane, id);
    expect(await stream.next()).toMatchObject({ reason: 'NOT_STARTED' });
    vi.advanceTimersByTime(30_000);
    expect(await stream.next()).toMatchObject({ reason: 'NOT_STARTED' });

    await clinic.em.execute("update appointments set status = 'CANCELLED' where id = 123");
    vi.advanceTimersByTime(30_000);
    expect(await stream.next()).toMatchObject({ ready: false, reason: 'CANCELLED' });
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  ['waits for a visit', ['123', '124']],
  ['has the portal open', [undefined, undefined]],
])(
  'every patient of a clinic who %s is told again with one read in all, their visits included',
  async (_what, [janes, strangers]) => {
    await clinic.book();
    await clinic.book({ id: 124, patientId: 90 });
    await fakeIntervals(clinic);
    const waiting = await Promise.all([
      waitInPortal(clinic.jane, janes),
      waitInPortal(clinic.stranger, strangers),
    ]);
    try {
      for (const { next } of waiting) expect(await next()).toMatchObject({ appointment: { session: null } });
      await clinic.em.execute(
        'insert into telehealth_sessions (id, org_id, patient_id, started_at) select id, org_id, patient_id, now() from appointments',
      );
      const sent = vi.spyOn(clinic.database.db.driver, 'send').mockClear();
      vi.advanceTimersByTime(30_000);
      expect(await waiting[0]?.next()).toMatchObject({
        appointmentId: '123',
        ready: true,
        appointment: { session: { status: 'READY' } },
      });
      expect(await waiting[1]?.next()).toMatchObject({
        appointmentId: '124',
        ready: true,
        appointment: {
          session: { status: 'READY' },
          patient: { name: 'Robert Brown' },
          provider: { name: 'Dr. John Smith' },
        },
      });
      const readsOf = (tables: RegExp) =>
        sent.mock.calls.flatMap(([, statements]) => statements.filter(({ text }) => tables.test(text)));
      expect(readsOf(/from "(appointments|telehealth_sessions)"/)).toHaveLength(1);
      // Nobody asks for the names by themselves.
      expect(readsOf(/from "providers"/)).toHaveLength(0);
    } finally {
      vi.useRealTimers();
      for (const { leave } of waiting) await leave();
    }
  },
);

/** With what the portal asks for: the visit as well. */
async function waitInPortal(person: Person, id: string | undefined) {
  const client = await person.connect();
  const query =
    'subscription ($id: ID) { roomReady(appointmentId: $id) { appointmentId ready appointment { startsAt patient { name } provider { name } session { status roomName } } } }';
  const stream = client.iterate<{ roomReady: object }>({ query, variables: { id } });
  return { next: async () => (await stream.next()).value?.data?.roomReady, leave: () => client.dispose() };
}
