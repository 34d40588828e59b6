import { expect, onTestFinished, test } from 'vitest';
import { startWorker } from '../../../../src/platform/worker/worker.ts';
import { endForgottenSessions } from '../../../../src/telehealth/presence/end-forgotten-sessions.ts';
import { useClinic } from '../../../support/clinic.ts';
import { meetingLinksOf } from '../../../support/people/meeting-links.ts';
import { Person } from '../../../support/people/person.ts';
import { practiceRoomOf } from '../../../support/people/practice-room.ts';

const clinic = useClinic();
const { openAnother } = practiceRoomOf(clinic);
const { links, open, enter } = meetingLinksOf(clinic);

const GONE = 4410;

/** A server that looks for forgotten visits all the time, instead of every 30 s. */
async function openHurried() {
  const { server, url } = await openAnother({});
  const faults: unknown[] = [];
  const worker = startWorker({
    db: clinic.database.db,
    events: server.application.events,
    jobs: [{ ...endForgottenSessions, everyMs: 10 }],
    onFault: (error) => void faults.push(error),
    onLook: () => {},
  });
  onTestFinished(async () => {
    await worker.stop();
    expect(faults).toEqual([]);
  });
  return url;
}

/** As if nobody had given a sign of life for so long. */
const silentFor = (hours: number) =>
  clinic.em.execute(`update telehealth_sessions set last_seen_at = now() - interval '${hours} hours'`);

async function look() {
  const { data } = await clinic.john.graphql<{
    appointment: { status: string; session: { status: string; endedBy: string | null } };
  }>('{ appointment(id: "123") { status session { status endedBy } } }');
  return data?.appointment;
}

const forgotten = { status: 'SCHEDULED', session: { status: 'ENDED', endedBy: 'SERVER' } };
const stillOpen = { status: 'SCHEDULED', session: { status: 'IN_PROGRESS', endedBy: null } };

test.each([['123'], [undefined]])(
  'a visit that nobody ended ends by itself a day later, and who watches %s is told',
  async (watched) => {
    const url = await openHurried();
    const { johns, janes } = await links();
    const people = [
      new Person(url, { role: 'PROVIDER', org_id: 1, provider_id: 45 }),
      new Person(url, { role: 'PATIENT', org_id: 1, patient_id: 89 }),
    ];
    const streams = await Promise.all(people.map((person) => person.watch(watched)));
    for (const stream of streams) expect(await stream.next()).toMatchObject({ ready: true });

    await silentFor(24.1);
    for (const stream of streams) {
      let told = await stream.next();
      // The patient's arrival in the waiting room is told as well.
      while (told.ready) told = await stream.next();
      expect(told).toMatchObject({ appointmentId: '123', ready: false, reason: 'ENDED' });
      await stream.stop();
    }
    expect(await look()).toEqual(forgotten);
    for (const link of [johns, janes]) {
      expect((await open(link)).status).toBe(403);
      expect(await (await enter(link)).closed).toBe(GONE);
    }
  },
);

test('its end is on record once, as the server’s', async () => {
  await links();
  await silentFor(30);
  await Promise.all([openHurried(), openHurried()]);
  await expect.poll(look).toEqual(forgotten);
  const ends = (await clinic.auditLog()).filter(({ action }) => action === 'end a telehealth visit');
  expect(ends).toEqual([
    {
      actor: 'server',
      action: 'end a telehealth visit',
      appointmentId: 123,
      door: 'worker',
      allowed: true,
      code: null,
    },
  ]);
});

test('its provider can start it again, and the patient joins', async () => {
  await links();
  await silentFor(30);
  await openHurried();
  await expect.poll(look).toEqual(forgotten);
  expect((await clinic.jane.join('123')).errors).toBeDefined();
  expect((await clinic.john.start('123')).errors).toBeUndefined();
  expect((await clinic.jane.join('123')).errors).toBeUndefined();
  expect(await look()).toEqual(stillOpen);
});

test.each([
  ['2', 2.1],
  ['72', 72.1],
])('an organization may say after %s hours', async (hours, silent) => {
  await links();
  await clinic.em.execute("insert into org_config values (1, 'visit.auto_end_hours', ?)", [hours]);
  await silentFor(silent);
  await openHurried();
  await expect.poll(look).toEqual(forgotten);
});

test.each([
  ['72', 71],
  ['0', 23],
  ['73', 23],
  ['soon', 23],
])('with the setting "%s", %i hours of silence end nothing', async (setting, silent) => {
  await links();
  await clinic.book({ id: 124, patientId: 90 });
  await clinic.john.start('124');
  await clinic.em.execute("insert into org_config values (1, 'visit.auto_end_hours', ?)", [setting]);
  await silentFor(silent);
  // One that must end tells that the job has looked.
  await clinic.em.execute(
    "update telehealth_sessions set last_seen_at = now() - interval '80 hours' where appointment_id = 124",
  );
  await openHurried();
  await expect
    .poll(() =>
      clinic.em.execute('select appointment_id from telehealth_sessions where ended_at is not null'),
    )
    .toEqual([{ appointment_id: 124 }]);
  expect(await look()).toEqual(stillOpen);
});

test.each([
  ['the provider starts it again', () => clinic.john.start('123')],
  ['the provider asks for a link', () => clinic.john.createPatientLink('123')],
  ['the patient joins again', () => clinic.jane.join('123')],
  ['somebody comes into the practice room', async (johns: string) => void (await enter(johns))],
])('it is a sign of life when %s', async (_what, live) => {
  const { johns } = await links();
  await silentFor(23);
  await live(johns);
  await expect
    .poll(() =>
      clinic.em.execute("select 1 from telehealth_sessions where last_seen_at > now() - interval '1 minute'"),
    )
    .toHaveLength(1);
});

test('signs of life within a minute write nothing', async () => {
  await links();
  const version = () => clinic.em.execute('select xmin::text from telehealth_sessions');
  const before = await version();
  await clinic.john.start('123');
  await clinic.jane.join('123');
  expect(await version()).toEqual(before);
});
