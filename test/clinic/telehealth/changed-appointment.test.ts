import { describe, expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { meetingLinksOf } from '../../support/people/meeting-links.ts';
import type { Person } from '../../support/people/person.ts';

const clinic = useClinic();
const { links, open } = meetingLinksOf(clinic);

interface SeenSession {
  id: string;
  status: string;
  endedBy: string | null;
  patient: { id: string };
  provider: { id: string };
  scheduledStartsAt: string;
  scheduledEndsAt: string;
  summary: string | null;
}
interface SeenVisit {
  session: SeenSession | null;
  sessions: SeenSession[];
}

const SESSION =
  '{ id status endedBy patient { id } provider { id } scheduledStartsAt scheduledEndsAt summary }';

async function look(person: Person, id = '123') {
  const { data } = await person.graphql<{ appointment: SeenVisit | null }>(
    `query ($id: ID!) { appointment(id: $id) { session ${SESSION} sessions ${SESSION} } }`,
    { id },
  );
  return data?.appointment;
}

async function seeSession(person: Person, id: string) {
  const { data } = await person.graphql<{ _entities: [SeenSession & { appointment: object | null }] }>(
    `query ($those: [_Any!]!) { _entities(representations: $those) { ... on TelehealthSession { id status patient { id } appointment { id } } } }`,
    { those: [{ __typename: 'TelehealthSession', id }] },
  );
  return data?._entities[0];
}

/** As the EHR writes, past every door of ours. */
const ehr = (change: string) => clinic.em.execute(`update appointments set ${change} where id = 123`);

async function begin() {
  const id = await clinic.book();
  const { data } = await clinic.john.start(id);
  await clinic.jane.join(id);
  return { id, session: String(data?.startTelehealthSession.session.id) };
}

describe('an open visit', () => {
  test.each([
    ['is cancelled', "status = 'CANCELLED'"],
    ['is completed', "status = 'COMPLETED'"],
    ['is missed', "status = 'NO_SHOW'"],
    ['is no longer by video', "visit_type = 'In-person'"],
  ])('that %s ends in that very statement, and is not undone', async (_what, change) => {
    const { id, session } = await begin();
    await ehr(change);
    const seen = await look(clinic.john);
    expect(seen).toMatchObject({ session: { id: session, status: 'ENDED', endedBy: 'EHR' } });
    expect(seen?.sessions).toHaveLength(1);
    expect((await clinic.jane.join(id)).errors).toBeDefined();
  });

  test.each([
    [
      'the next week',
      "appointment_start_date = appointment_start_date + 7, appointment_start_time = appointment_start_time + interval '7 days', appointment_end_time = appointment_end_time + interval '7 days'",
    ],
    [
      'the next day, by its times alone',
      "appointment_start_time = appointment_start_time + interval '1 day', appointment_end_time = appointment_end_time + interval '1 day'",
    ],
    ['another day, by its date alone', 'appointment_start_date = appointment_start_date - 1'],
  ])('that is moved to %s ends, and can be started anew', async (_when, change) => {
    const { id, session } = await begin();
    await ehr(change);
    expect(await look(clinic.john)).toMatchObject({
      session: null,
      sessions: [
        { id: session, status: 'ENDED', endedBy: 'EHR', scheduledStartsAt: '2026-11-23T14:00:00.000Z' },
      ],
    });
    expect(await clinic.jane.join(id)).toBeRefused('ROOM_NOT_READY');
    const { data } = await clinic.john.start(id);
    expect(data?.startTelehealthSession.session.id).not.toBe(session);
    expect((await clinic.jane.join(id)).errors).toBeUndefined();
    expect((await look(clinic.john))?.sessions).toHaveLength(2);
  });

  test('that is moved by some hours goes on, at the new times', async () => {
    const { session } = await begin();
    await ehr(
      "appointment_start_time = appointment_start_time + interval '2 hours', appointment_end_time = appointment_end_time + interval '2 hours'",
    );
    expect(await look(clinic.jane)).toMatchObject({
      session: {
        id: session,
        status: 'IN_PROGRESS',
        endedBy: null,
        scheduledStartsAt: '2026-11-23T16:00:00.000Z',
        scheduledEndsAt: '2026-11-23T16:30:00.000Z',
      },
    });
  });

  test.each([
    ['America/New_York', '2026-11-24T10:00Z', 'ENDED'],
    ['America/New_York', '2026-11-24T04:00Z', 'IN_PROGRESS'],
    ['Europe/Berlin', '2026-11-24T04:00Z', 'ENDED'],
    ['UTC', '2026-11-24T04:00Z', 'IN_PROGRESS'],
  ])('that is moved to the next day of a clinic in %s ends: %s', async (zone, startsAt, status) => {
    await clinic.em.execute('update organizations set time_zone = ? where id = 1', [zone]);
    await begin();
    await ehr(`appointment_start_time = '${startsAt}', appointment_end_time = '2026-11-24T18:00Z'`);
    expect((await look(clinic.john))?.sessions).toMatchObject([{ status }]);
  });

  test('whose patient is merged with another ends, and the survivor joins the next one', async () => {
    const { johns, janes } = await links();
    const before = await look(clinic.john);
    await ehr('patient_id = 90');
    expect(await look(clinic.john)).toMatchObject({
      session: null,
      sessions: [{ id: before?.session?.id, endedBy: 'EHR', patient: { id: '89' } }],
    });
    for (const link of [johns, janes]) expect((await open(link)).status).toBe(403);
    expect(await clinic.stranger.join('123')).toBeRefused('ROOM_NOT_READY');
    expect(await clinic.jane.join('123')).toBeRefused('NOT_FOUND');

    await clinic.john.start('123');
    expect((await clinic.stranger.join('123')).errors).toBeUndefined();
    // A link of before is one of another session, also where both are the provider's.
    expect((await open(johns)).status).toBe(403);
    expect((await look(clinic.stranger))?.sessions).toMatchObject([{ patient: { id: '90' } }]);
  });

  test('that is given to another provider goes on, and they moderate', async () => {
    const { johns, janes } = await links();
    const before = await look(clinic.jane);
    await ehr('provider_id = 46');
    expect(await look(clinic.jane)).toMatchObject({
      session: { id: before?.session?.id, status: 'IN_PROGRESS', provider: { id: '46' } },
    });
    expect((await open(johns)).status).toBe(403);
    expect((await open(janes)).status).toBe(200);
    expect(await clinic.john.join('123')).toBeRefused('FORBIDDEN');
    const { data } = await clinic.colleague.join('123');
    expect(data?.joinTelehealth).toMatchObject({
      identity: 'provider-46',
      session: { id: before?.session?.id },
    });
    expect(await open(String(data?.joinTelehealth.meetingUrl))).toMatchObject({ facts: { moderator: true } });
  });

  test('that somebody else ends is on record once, as the EHR’s', async () => {
    await begin();
    await ehr("status = 'CANCELLED'");
    await ehr("reason = 'A line for the front desk'");
    await ehr("status = 'NO_SHOW'");
    const entries = (await clinic.auditLog()).filter(({ action }) => action === 'end a telehealth visit');
    expect(entries).toEqual([
      {
        actor: 'ehr',
        action: 'end a telehealth visit',
        appointmentId: 123,
        door: 'database',
        allowed: true,
        code: null,
      },
    ]);
  });

  test('that its provider ends is on record as theirs', async () => {
    const { id } = await begin();
    await clinic.john.end(id);
    expect(await look(clinic.jane)).toMatchObject({ session: { status: 'ENDED', endedBy: 'PROVIDER' } });
    const ends = (await clinic.auditLog()).filter(({ action }) => action === 'end a telehealth visit');
    expect(ends.map(({ actor }) => actor)).toEqual(['provider-45']);
  });
});

describe('a visit that has ended', () => {
  test.each([
    ['ended by mistake', "status = 'SCHEDULED'"],
    [
      'moved to the next week',
      "status = 'SCHEDULED', appointment_start_date = appointment_start_date + 7, appointment_start_time = appointment_start_time + interval '7 days', appointment_end_time = appointment_end_time + interval '7 days'",
    ],
  ])('and is opened again, %s, is held again under its number', async (_why, change) => {
    const { id, session } = await begin();
    await clinic.john.end(id);
    expect(await clinic.john.start(id)).toBeRefused('CONFLICT');
    await ehr(change);
    expect(await look(clinic.john)).toMatchObject({ session: null, sessions: [{ id: session }] });
    expect(await clinic.jane.join(id)).toBeRefused('ROOM_NOT_READY');
    const status = await clinic.jane.rest('GET', '/api/telehealth/rooms/apt123/status');
    expect(status.body).toEqual({ status: 'waiting' });

    const again = await clinic.john.start(id);
    expect((await clinic.jane.join(id)).data?.joinTelehealth.session.id).toBe(
      again.data?.startTelehealthSession.session.id,
    );
    await clinic.john.end(id);
    expect((await look(clinic.john))?.sessions.map(({ endedBy }) => endedBy)).toEqual([
      'PROVIDER',
      'PROVIDER',
    ]);
  });

  test('and is cancelled and taken back while it was open is not open without a start', async () => {
    const { id } = await begin();
    await ehr("status = 'CANCELLED'");
    await ehr("status = 'CONFIRMED'");
    expect(await look(clinic.john)).toMatchObject({ session: null });
    expect(await clinic.jane.join(id)).toBeRefused('ROOM_NOT_READY');
  });

  test('stays with the patient it was of, and no later one sees it', async () => {
    const { id, session } = await begin();
    await clinic.john.saveNote(id, { plan: 'Rest' });
    await clinic.john.end(id);
    await ehr("status = 'SCHEDULED', patient_id = 90");
    expect(await look(clinic.stranger)).toEqual({ session: null, sessions: [] });
    expect(await seeSession(clinic.stranger, session)).toBeNull();
    expect(await seeSession(clinic.jane, session)).toEqual({
      id: session,
      status: 'ENDED',
      patient: { id: '89' },
      appointment: null,
    });
    expect((await look(clinic.john))?.sessions).toMatchObject([
      { id: session, summary: expect.stringMatching(/^Telehealth visit with Dr. John Smith on /) },
    ]);
  });

  test('lists its last twenty sessions, the oldest first', async () => {
    const id = await clinic.book();
    for (let turn = 0; turn < 22; turn++) {
      await clinic.john.start(id);
      await clinic.john.end(id);
      await ehr("status = 'SCHEDULED'");
    }
    const seen = (await look(clinic.john))?.sessions.map((session) => Number(session.id)) ?? [];
    expect(seen).toHaveLength(20);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  });
});

describe('the database refuses', () => {
  const insert = (values: string) =>
    clinic.em.execute(
      `insert into appointments (org_id, patient_id, provider_id, visit_type, appointment_start_date, appointment_start_time, appointment_end_time) values (${values})`,
    );
  const TIMES = "'2026-12-01', '2026-12-01T10:00Z', '2026-12-01T10:30Z'";

  test.each([
    ['the patient of another organization', `1, 201, 45, 'Telehealth', ${TIMES}`],
    ['the provider of another organization', `1, 89, 61, 'Telehealth', ${TIMES}`],
    [
      'an end before the start',
      "1, 89, 45, 'Telehealth', '2026-12-01', '2026-12-01T10:00Z', '2026-12-01T09:30Z'",
    ],
  ])('an appointment with %s', async (_what, values) => {
    await expect(insert(values)).rejects.toThrow(/violates (foreign key|check) constraint/);
  });
});

describe('an appointment is deleted', () => {
  const remove = () => clinic.em.execute('delete from appointments where id = 123');

  test('after its patient has waited, and after a start that the patient never joined', async () => {
    const id = await clinic.book();
    const stream = await clinic.jane.watch(id);
    await stream.next();
    await expect.poll(() => clinic.em.execute('select 1 from waiting_patients')).toHaveLength(1);
    await clinic.john.start(id);
    await remove();
    expect(await look(clinic.john)).toBeNull();
    expect((await clinic.auditLog()).map(({ actor, action }) => `${actor}: ${action}`)).toEqual([
      'provider-45: start a telehealth visit',
      'ehr: end a telehealth visit',
    ]);
    await stream.stop();
  });

  test.each([
    ['people have met', (id: string) => clinic.jane.join(id)],
    ['a note has been written', (id: string) => clinic.john.saveNote(id, { plan: 'Rest' })],
  ])('but not where %s: that is a medical record', async (_what, meet) => {
    const id = await clinic.book();
    await clinic.john.start(id);
    await meet(id);
    await expect(remove()).rejects.toThrow('violates foreign key constraint');
  });
});
