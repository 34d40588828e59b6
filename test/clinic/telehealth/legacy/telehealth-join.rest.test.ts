import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { AppointmentStatus } from '../../../../src/appointments/appointment.entity.ts';
import { useClinic } from '../../../support/clinic.ts';
import { join, NOT_READY, open, userIn } from '../../../support/people/legacy-rooms.ts';
import type { Person } from '../../../support/people/person.ts';

const clinic = useClinic();

test.each([AppointmentStatus.COMPLETED, AppointmentStatus.CANCELLED])(
  'a room of a visit that is %s does not open',
  async (status) => {
    await clinic.book({ status });
    expect((await open(clinic.john)).status).toBe(409);
  },
);

test('for whoever may not join, and for what is over, there is only one answer', async () => {
  await clinic.book();
  await open(clinic.john);
  for (const person of [clinic.stranger, clinic.colleague, clinic.admin, clinic.outsider])
    expect(await join(person)).toMatchObject(NOT_READY);
  expect(await join(clinic.jane, { roomName: 'apt999' })).toMatchObject(NOT_READY);
  expect(await join(clinic.jane, { roomName: 'lobby' })).toMatchObject(NOT_READY);
  await clinic.john.end('123');
  expect(await join(clinic.jane)).toMatchObject(NOT_READY);
  expect(await join(clinic.john)).toMatchObject(NOT_READY);
  expect((await join(clinic.jane)).body).toEqual({ error: 'Room not found or not started yet' });
});

test("the provider's join starts the visit, whatever they call themselves", async () => {
  await clinic.book();
  const { body } = await join(clinic.john, { identity: 'provider-1767000000000' });
  expect(body.identity).toBe('provider-45');
  expect((await join(clinic.jane)).status).toBe(200);
});

test('nobody becomes moderator by spelling', async () => {
  await clinic.book();
  await open(clinic.john);
  for (const identity of [
    'provider-45',
    'Provider-45',
    'moderator',
    'patient-90',
    '',
    'jane.doe@example.com',
  ]) {
    const { body } = await join(clinic.jane, { identity });
    expect([body.identity, userIn(body)]).toEqual([
      'patient-89',
      expect.objectContaining({ id: 'patient-89', moderator: false }),
    ]);
  }
});

test("a provider who asks as the appointment's patient gets a participant's link to send on", async () => {
  await clinic.book();
  await open(clinic.john);
  const { body } = await join(clinic.john, { identity: 'patient-89' });
  expect([body.identity, userIn(body)]).toEqual([
    'patient-89',
    expect.objectContaining({ id: 'patient-89', name: 'Jane Doe', moderator: false }),
  ]);
  const { data } = await clinic.john.graphql('{ appointment(id: "123") { session { status } } }');
  expect(data).toEqual({ appointment: { session: { status: 'READY' } } });
});

test('such a link does not start the visit, and is not made for somebody else', async () => {
  await clinic.book();
  expect(await join(clinic.john, { identity: 'patient-89' })).toMatchObject(NOT_READY);
  await open(clinic.john);
  expect((await join(clinic.john, { identity: 'patient-90' })).status).toBe(400);
});

test.each([
  ' patient-89',
  'patient-89 ',
  'patient 89',
  'patient89',
  'Patient-89',
  'patient-089',
  'patient-89\n',
  'patient-',
  'guest',
  'Provider-45',
  ' provider-45',
  'provider',
  'provider45',
  'jane.doe@example.com',
  '',
])(
  'a provider who asks as %j gets no seat at all: the link might be meant for somebody else',
  async (identity) => {
    await clinic.book();
    const { status, body } = await join(clinic.john, { identity });
    expect([status, body.code, body.token]).toEqual([400, 'BAD_USER_INPUT', undefined]);
    expect(await clinic.john.createPatientLink('123', identity)).toBeRefused('BAD_USER_INPUT');
    expect(await join(clinic.jane)).toMatchObject(NOT_READY);
  },
);

test.each([
  'provider-45',
  'provider-46',
  'provider-1767000000000',
  'provider-john',
  'provider-',
  undefined,
  null,
])('a provider who asks as %j takes their own seat', async (identity) => {
  await clinic.book();
  const { body } = await join(clinic.john, { identity });
  expect([body.identity, userIn(body)]).toEqual([
    'provider-45',
    expect.objectContaining({ moderator: true }),
  ]);
});

test('a room that is not the caller’s stays hidden, whatever they call themselves', async () => {
  await clinic.book();
  await open(clinic.john);
  for (const person of [clinic.colleague, clinic.outsider])
    expect(await join(person, { identity: 'guest' })).toMatchObject(NOT_READY);
});

test.each([
  [0, 60],
  [-1, 60],
  [1e9, 14_400],
  ['300', 300],
  [null, 3600],
])('a token for %s seconds lasts %i', async (ttlSeconds, expiresIn) => {
  await clinic.book();
  await open(clinic.john);
  const { body } = await join(clinic.jane, { ttlSeconds });
  expect(body.expiresIn).toBe(expiresIn);
  expect(Number(decodeJwt(String(body.token)).exp) - Date.now() / 1000).toBeCloseTo(expiresIn, -1);
});

test.each(['abc', '', {}, '1e3', true])('%s is no number of seconds', async (ttlSeconds) => {
  await clinic.book();
  await open(clinic.john);
  expect((await join(clinic.jane, { ttlSeconds })).status).toBe(400);
});

test('joining without a room name is malformed, without an identity it is not', async () => {
  await clinic.book();
  await open(clinic.john);
  expect((await join(clinic.jane, { roomName: undefined })).status).toBe(400);
  expect((await join(clinic.jane, { identity: undefined })).status).toBe(200);
  expect((await join(clinic.jane, { identity: null })).status).toBe(200);
});

test('the older name of join answers alike', async () => {
  await clinic.book();
  await open(clinic.john);
  const { status, body } = await clinic.jane.rest('POST', '/api/telehealth/token', {
    roomName: 'apt123',
    identity: 'Jane Doe',
  });
  expect([status, Object.keys(body)]).toEqual([
    200,
    ['token', 'roomName', 'identity', 'meetingUrl', 'expiresIn'],
  ]);
});

test("a room's status goes from waiting over active to ended", async () => {
  await clinic.book();
  const status = async (who: Person) => (await who.rest('GET', '/api/telehealth/rooms/apt123/status')).body;
  expect(await status(clinic.jane)).toEqual({ status: 'waiting' });
  await open(clinic.john);
  expect(await status(clinic.jane)).toEqual({ status: 'active' });
  expect(await status(clinic.stranger)).toEqual(NOT_READY.body);
  await clinic.john.end('123');
  expect(await status(clinic.jane)).toEqual({ status: 'ended' });
});

test('polls that are not ready write nothing', async () => {
  await clinic.book();
  await Promise.all(Array.from({ length: 20 }, () => join(clinic.jane)));
  expect(await clinic.auditLog()).toEqual([]);
});
