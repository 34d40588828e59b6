import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import { join, NOT_READY, open, room } from '../../../support/people/legacy-rooms.ts';

const clinic = useClinic();

test('the documented examples, key for key', async () => {
  await clinic.book();
  expect(await join(clinic.jane)).toMatchObject(NOT_READY);
  expect(await open(clinic.john)).toMatchObject({ status: 200, body: { roomSid: 'apt123' } });

  const { status, body } = await join(clinic.jane);
  expect(status).toBe(200);
  expect(body).toEqual({
    token: expect.any(String),
    roomName: 'apt123',
    identity: 'patient-89',
    meetingUrl: `${clinic.url}/meet/apt123?jwt=${body.token}`,
    expiresIn: 3600,
  });
  expect(decodeProtectedHeader(String(body.token))).toEqual({ alg: 'HS256', typ: 'JWT' });
});

test('the room token holds what the document shows, for both', async () => {
  await clinic.book();
  await open(clinic.john);
  const provider = decodeJwt(String((await join(clinic.john, { identity: 'provider-45' })).body.token));
  const patient = decodeJwt(String((await join(clinic.jane)).body.token));
  const common = {
    aud: 'ciyex-telehealth',
    iss: 'ciyex-app',
    sub: '127.0.0.1',
    room: 'apt123',
    exp: expect.any(Number),
  };
  const none = expect.objectContaining({
    recording: false,
    livestreaming: false,
    transcription: false,
    'outbound-call': false,
  });
  expect(provider).toEqual({
    ...common,
    context: {
      features: none,
      session: expect.any(String),
      user: {
        id: 'provider-45',
        name: 'Dr. John Smith',
        email: 'john.smith@example.com',
        moderator: true,
        affiliation: 'owner',
      },
    },
  });
  expect(patient).toEqual({
    ...common,
    context: {
      features: none,
      session: expect.any(String),
      user: {
        id: 'patient-89',
        name: 'Jane Doe',
        email: 'jane.doe@example.com',
        moderator: false,
        affiliation: 'member',
      },
    },
  });
});

test('opening a room twice gives the same room', async () => {
  await clinic.book();
  await open(clinic.john);
  expect((await open(clinic.john)).body).toEqual({ roomSid: 'apt123' });
});

test.each([
  'apt123',
  'APT123',
  'appt-123',
  'appt123',
  'apt123-1767000000000',
  'practice-1-apt123-p45-pt89',
  'default-apt123-1767000000000-p45-pt89',
])('the room name %s means appointment 123', async (roomName) => {
  await clinic.book();
  expect((await open(clinic.john, { ...room, roomName })).body).toEqual({ roomSid: 'apt123' });
  expect((await join(clinic.jane, { roomName })).body.roomName).toBe('apt123');
});

test('numbers may come as text, and unknown fields are ignored', async () => {
  await clinic.book();
  expect(
    (await open(clinic.john, { providerId: '45', patientId: '89', roomName: 'apt123', orgId: 1 })).status,
  ).toBe(200);
  expect((await join(clinic.jane, { ttlSeconds: '120', orgId: '1' })).body.expiresIn).toBe(120);
});

test.each([
  ['no patient', { providerId: 45, roomName: 'apt123' }],
  ['no room', { providerId: 45, patientId: 89 }],
  ['words for numbers', { ...room, providerId: 'abc' }],
  ['an unknown shape of room', { ...room, roomName: 'lobby' }],
  ["another patient than the appointment's", { ...room, patientId: 90 }],
  ["another provider than the appointment's", { ...room, providerId: 46 }],
  ['not JSON at all', '{"providerId": 45,'],
  ['a list', []],
])('opening a room with %s is malformed', async (_what, body) => {
  await clinic.book();
  const answer = await open(clinic.john, body as object);
  expect(answer).toMatchObject({ status: 400, body: { error: expect.any(String), code: 'BAD_USER_INPUT' } });
  expect((await join(clinic.jane)).status).toBe(404);
});

test('who may not open a room is told why', async () => {
  await clinic.book();
  expect((await open(clinic.nobody)).status).toBe(401);
  expect((await open(clinic.jane)).status).toBe(403);
  expect((await open(clinic.colleague, { ...room, providerId: 46 })).status).toBe(403);
  expect((await open(clinic.outsider)).status).toBe(404);
  expect((await open(clinic.john, { ...room, roomName: 'apt999' })).status).toBe(404);
});
