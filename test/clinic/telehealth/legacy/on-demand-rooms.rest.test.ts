import { expect, test } from 'vitest';
import { Appointment, AppointmentStatus } from '../../../../src/appointments/appointment.entity.ts';
import { useClinic } from '../../../support/clinic.ts';
import { join, NOT_READY, open, userIn } from '../../../support/people/legacy-rooms.ts';
import type { Person } from '../../../support/people/person.ts';

const clinic = useClinic();

const roomName = 'p89-pr45-1767000000000';
const room = { providerId: 45, patientId: 89, roomName };

const status = (who: Person, name = roomName) => who.rest('GET', `/api/telehealth/rooms/${name}/status`);
const booked = () => clinic.em.count(Appointment);

test("the oldest EHR's way: a visit without an appointment, joined by its name or by what it was answered", async () => {
  expect(await join(clinic.jane, { roomName })).toMatchObject(NOT_READY);
  const { status: code, body } = await open(clinic.john, room);
  expect([code, body]).toEqual([200, { roomSid: expect.stringMatching(/^apt\d+$/) }]);
  for (const name of [roomName, 'P89-PR45-1767000000000', String(body.roomSid)]) {
    const joined = await join(clinic.jane, { roomName: name });
    expect([joined.status, joined.body.roomName, userIn(joined.body)]).toEqual([
      200,
      body.roomSid,
      expect.objectContaining({ id: 'patient-89', moderator: false }),
    ]);
  }
  const own = await join(clinic.john, { roomName, identity: 'provider-45' });
  expect(userIn(own.body)).toMatchObject({ id: 'provider-45', moderator: true });
  expect((await clinic.john.rest('POST', '/api/telehealth/token', { roomName })).status).toBe(200);
  expect((await status(clinic.jane)).body).toEqual({ status: 'active' });
});

test('the same name again is the same room, and another name is another one', async () => {
  const first = await open(clinic.john, room);
  expect((await open(clinic.john, { ...room, roomName: ` ${roomName.toUpperCase()} ` })).body).toEqual(
    first.body,
  );
  const other = await open(clinic.john, { ...room, roomName: 'p89-pr45-1767000000001' });
  expect(other.body.roomSid).not.toBe(first.body.roomSid);
  expect(await booked()).toBe(2);
});

test('two clicks at the same moment open one room', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => open(clinic.john, room)));
  expect(answers.map(({ status: code }) => code)).toEqual(answers.map(() => 200));
  expect(new Set(answers.map(({ body }) => body.roomSid)).size).toBe(1);
  expect(await booked()).toBe(1);
});

test('to anybody else it does not exist, whether it does or not', async () => {
  const others = [clinic.stranger, clinic.colleague, clinic.admin, clinic.outsider];
  const answers = async () => {
    const all = others.flatMap((who) => [
      open(who, room),
      join(who, { roomName, identity: undefined }),
      status(who),
    ]);
    return (await Promise.all(all)).map(({ status: code, body }) => [code, body]);
  };
  const before = await answers();
  await open(clinic.john, room);
  expect(await answers()).toEqual(before);
  expect(new Set(before.map(([code]) => code))).toEqual(new Set([404]));
  expect(await booked()).toBe(1);
});

test('its patient cannot open it, nor can a provider in another’s name', async () => {
  expect((await open(clinic.jane, room)).status).toBe(403);
  const both = clinic.person({ role: ['PROVIDER', 'PATIENT'], org_id: 1, provider_id: 46, patient_id: 89 });
  expect((await open(both, room)).status).toBe(404);
  expect((await open(clinic.john, { ...room, patientId: 90 })).status).toBe(400);
  expect((await open(clinic.john, { ...room, providerId: 46 })).status).toBe(400);
  const foreign = { providerId: 45, patientId: 201, roomName: 'p201-pr45-1767000000000' };
  expect((await open(clinic.john, foreign)).status).toBe(404);
  expect(await booked()).toBe(0);
});

test('once it is over it is closed, by its name as well', async () => {
  const { body } = await open(clinic.john, room);
  await clinic.john.end(String(body.roomSid).slice(3));
  expect((await open(clinic.john, room)).status).toBe(409);
  expect(await join(clinic.jane, { roomName })).toMatchObject(NOT_READY);
  expect((await status(clinic.jane)).body).toEqual({ status: 'ended' });
});

test('a visit that was cancelled before it began stays closed', async () => {
  const { body } = await open(clinic.john, room);
  const id = Number(String(body.roomSid).slice(3));
  await clinic.em.nativeUpdate(Appointment, { id }, { status: AppointmentStatus.CANCELLED });
  expect((await open(clinic.john, room)).status).toBe(409);
});

test('who waits writes nothing, and the first opening is on record once', async () => {
  await join(clinic.jane, { roomName });
  await status(clinic.jane);
  expect(await clinic.auditLog()).toEqual([]);
  await open(clinic.john, room);
  await open(clinic.john, room);
  expect((await clinic.auditLog()).map(({ action }) => action)).toEqual([
    'create an on-demand visit',
    'start a telehealth visit',
    'start a telehealth visit',
  ]);
});
