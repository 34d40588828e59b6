import { setImmediate as nextTick } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { AppointmentStatus } from '../../../../src/appointments/appointment.entity.ts';
import { OrgSetting } from '../../../../src/organizations/org-setting.entity.ts';
import { useClinic } from '../../../support/clinic.ts';
import type { Person } from '../../../support/people/person.ts';

const clinic = useClinic();

const post = (who: Person, path: string, body?: unknown) =>
  who.rest('POST', `/api/telehealth/sessions${path}`, body);
const get = (who: Person, id = '123') => who.rest('GET', `/api/telehealth/sessions/${id}`);
const fromAppointment = (who: Person, appointmentId: unknown = '123') =>
  post(who, '/from-appointment', { appointmentId });

/** As the EHR writes, past every door of ours. */
const ehr = (change: string) => clinic.em.execute(`update appointments set ${change} where id = 123`);

const visit = {
  id: '123',
  roomName: 'apt123',
  patientId: 89,
  patientName: 'Jane Doe',
  providerName: 'Dr. John Smith',
  providerType: 'jitsi',
};
const entered = {
  ...visit,
  status: 'IN_PROGRESS',
  joinInfo: {
    joinUrl: expect.stringContaining('/apt123?jwt='),
    token: expect.any(String),
    roomName: 'apt123',
  },
};

test("the current EHR's way: find the session, see that it has not started, start it, end it", async () => {
  await clinic.book();
  const found = await fromAppointment(clinic.john);
  expect(found).toMatchObject({
    status: 200,
    body: { success: true, message: expect.any(String), data: { ...visit, status: 'SCHEDULED' } },
  });
  expect((await get(clinic.john)).body.data).toEqual({
    ...visit,
    status: 'SCHEDULED',
    joinInfo: { roomName: 'apt123' },
  });

  const started = await post(clinic.john, '/123/start');
  expect(started.body.data).toEqual(entered);
  expect((await post(clinic.john, '/123/end')).body.data).toEqual({
    ...visit,
    status: 'ENDED',
    joinInfo: { roomName: 'apt123' },
  });
});

test("the current portal's way: 404 until the provider has started, then the patient's own link", async () => {
  await clinic.book();
  expect(await fromAppointment(clinic.jane)).toMatchObject({
    status: 404,
    body: {
      success: false,
      message: 'Room not found or not started yet',
      data: null,
      error: 'Room not found or not started yet',
    },
  });
  expect((await get(clinic.jane)).status).toBe(404);

  await clinic.john.start('123');
  expect((await fromAppointment(clinic.jane, 123)).body.data).toEqual(entered);
  const { data } = (await get(clinic.jane)).body as { data: { joinInfo: { token: string } } };
  expect(decodeJwt(data.joinInfo.token)).toMatchObject({
    context: { user: { id: 'patient-89', moderator: false } },
  });
});

const CLOSED = { success: false, message: 'This visit has ended', data: null, code: 'CONFLICT' };

test.each([
  ['ended by its provider', () => clinic.john.end('123')],
  ['cancelled by the EHR', () => ehr("status = 'CANCELLED'")],
  ['missed', () => ehr("status = 'NO_SHOW'")],
])('a visit that was %s is refused as over, for whoever looks', async (_how, end) => {
  await clinic.book();
  await clinic.john.start('123');
  await clinic.jane.join('123');
  await end();
  for (const person of [clinic.john, clinic.jane])
    for (const answer of [await fromAppointment(person), await get(person)])
      expect(answer).toMatchObject({ status: 409, body: CLOSED });
});

test('a visit that was cancelled before any start is refused as over, and not as not started yet', async () => {
  await clinic.book({ status: AppointmentStatus.CANCELLED });
  for (const person of [clinic.john, clinic.jane])
    expect(await fromAppointment(person)).toMatchObject({ status: 409, body: CLOSED });
});

test('an appointment in person has no session to show', async () => {
  await clinic.book({ visitType: 'In-person' });
  for (const person of [clinic.john, clinic.jane])
    for (const answer of [await fromAppointment(person), await get(person)])
      expect(answer).toMatchObject({ status: 400, body: { success: false, code: 'BAD_USER_INPUT' } });
});

test('a visit that the EHR opens again is found under the same number', async () => {
  await clinic.book();
  await clinic.john.start('123');
  await clinic.john.end('123');
  await ehr("status = 'SCHEDULED'");
  expect((await fromAppointment(clinic.john)).body.data).toMatchObject({ id: '123', status: 'SCHEDULED' });
  expect((await post(clinic.john, '/123/start')).body.data).toEqual(entered);
  expect((await get(clinic.jane)).body.data).toEqual(entered);
});

test('whoever looks while it ends sees it open, or that it has ended', async () => {
  for (let id = 500; id < 510; id++) {
    await clinic.book({ id });
    await clinic.john.start(`${id}`);
    const looks = Array.from({ length: 12 }, async (_, ticks) => {
      for (let tick = 0; tick < ticks; tick++) await nextTick();
      return get(clinic.jane, `${id}`);
    });
    const ending = clinic.john.end(`${id}`);
    for (const { status, body } of await Promise.all(looks))
      expect(status === 409 ? body : (body.data as object)).toMatchObject(
        status === 409 ? CLOSED : { status: 'IN_PROGRESS' },
      );
    expect((await ending).errors).toBeUndefined();
  }
});

test('looking at a session does not start it', async () => {
  await clinic.book();
  await fromAppointment(clinic.john);
  await get(clinic.john);
  expect((await fromAppointment(clinic.jane)).status).toBe(404);
});

test('starting and ending announce JSON and send nothing, which is accepted', async () => {
  await clinic.book();
  expect((await post(clinic.john, '/123/start', '')).status).toBe(200);
  expect((await post(clinic.john, '/123/end', '')).status).toBe(200);
});

test('the rules are those of every other door', async () => {
  await clinic.book();
  expect((await post(clinic.nobody, '/123/start')).status).toBe(401);
  expect((await post(clinic.jane, '/123/start')).status).toBe(403);
  expect((await post(clinic.colleague, '/123/start')).status).toBe(403);
  expect((await get(clinic.colleague)).status).toBe(403);
  expect((await post(clinic.outsider, '/123/start')).status).toBe(404);
  expect((await get(clinic.stranger)).status).toBe(404);
  expect((await get(clinic.john, 'abc')).status).toBe(400);
  expect((await fromAppointment(clinic.john, 'abc')).status).toBe(400);
  expect((await fromAppointment(clinic.john, 99_999_999_999)).status).toBe(404);
  expect((await post(clinic.john, '/123/end')).status).toBe(409);
});

test('a provider sees a patient without an appointment', async () => {
  const { status, body } = await post(clinic.john, '', {
    patientId: 89,
    roomName: 'patient-89-1767000000000',
    type: 'on-demand',
  });
  const data = body.data as { id: string };
  expect([status, data]).toEqual([
    200,
    expect.objectContaining({ status: 'SCHEDULED', patientName: 'Jane Doe', roomName: `apt${data.id}` }),
  ]);
  await post(clinic.john, `/${data.id}/start`);
  expect((await clinic.jane.join(data.id)).errors).toBeUndefined();
  expect((await clinic.auditLog())[0]).toMatchObject({
    action: 'create an on-demand visit',
    appointmentId: Number(data.id),
    allowed: true,
  });
});

test("only providers do, and only with their organization's patients", async () => {
  expect((await post(clinic.jane, '', { patientId: 89 })).status).toBe(403);
  expect((await post(clinic.admin, '', { patientId: 89 })).status).toBe(403);
  expect((await post(clinic.john, '', { patientId: 201 })).status).toBe(404);
  expect((await post(clinic.john, '', { patientId: 'abc' })).status).toBe(400);
});

test('a provider whom only a token names cannot book, nor one of another organization by its number', async () => {
  const unrecorded = clinic.person({ role: 'PROVIDER', org_id: 1, provider_id: 9999 });
  const elsewhere = clinic.person({ role: 'PROVIDER', org_id: 1, provider_id: 61 });
  for (const person of [unrecorded, elsewhere])
    expect(await post(person, '', { patientId: 89 })).toMatchObject({
      status: 404,
      body: { success: false, error: 'Provider not found', code: 'NOT_FOUND' },
    });
  expect(await clinic.em.execute('select count(*)::int as count from appointments')).toEqual([{ count: 0 }]);
});

test('recording is refused unless the organization allows it', async () => {
  await clinic.book();
  await clinic.john.start('123');
  expect(await post(clinic.john, '/123/recording/start', { mode: 'COMPOSITE' })).toMatchObject({
    status: 409,
    body: { message: 'Recording is disabled for this organization' },
  });
  expect((await post(clinic.jane, '/123/recording/start')).status).toBe(403);

  await clinic.em.insert(OrgSetting, {
    orgId: 1,
    configKey: 'jitsi.features.recording',
    configValue: 'true',
  });
  expect((await post(clinic.john, '/123/recording/start', { mode: 'COMPOSITE' })).status).toBe(200);
  expect((await post(clinic.john, '/123/recording/stop')).status).toBe(200);
});
