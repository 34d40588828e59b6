import { expect, test } from 'vitest';
import { AppointmentStatus } from '../../../src/appointments/appointment.entity.ts';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();

test('the provider starts the visit and gets a way in as moderator', async () => {
  const { data } = await clinic.john.start(await clinic.book());
  expect(data?.startTelehealthSession).toMatchObject({
    session: { status: 'READY', roomName: 'apt123' },
    join: { roomName: 'apt123', identity: 'provider-45', expiresIn: 3600 },
  });
});

test('starting twice gives the same visit and a fresh token', async () => {
  const id = await clinic.book();
  const first = await clinic.john.start(id);
  const second = await clinic.john.start(id);
  expect(second.data?.startTelehealthSession.session).toEqual(first.data?.startTelehealthSession.session);
  expect(second.data?.startTelehealthSession.join.token).toEqual(expect.any(String));
});

test('two starts at the same moment open one visit, and both are on record', async () => {
  const id = await clinic.book();
  const answers = await Promise.all(Array.from({ length: 10 }, () => clinic.john.start(id)));
  expect(new Set(answers.map(({ data }) => data?.startTelehealthSession.session.startedAt)).size).toBe(1);
  expect(await clinic.auditLog()).toHaveLength(10);
});

test('starting leaves the appointment as the EHR has it', async () => {
  const id = await clinic.book({ status: AppointmentStatus.CONFIRMED });
  await clinic.john.start(id);
  const { data } = await clinic.john.graphql(
    'query ($id: ID!) { appointment(id: $id) { status session { status } } }',
    { id },
  );
  expect(data).toEqual({ appointment: { status: 'CONFIRMED', session: { status: 'READY' } } });
});

test('a patient cannot start a visit', async () => {
  expect(await clinic.jane.start(await clinic.book())).toBeRefused('FORBIDDEN');
});

test('a colleague cannot start it either', async () => {
  expect(await clinic.colleague.start(await clinic.book())).toBeRefused('FORBIDDEN');
});

test('for another practice, and for another patient, the appointment does not exist', async () => {
  const id = await clinic.book();
  const unknown = await clinic.outsider.start('999');
  expect(unknown).toBeRefused('NOT_FOUND');
  expect(await clinic.outsider.start(id)).toEqual(unknown);
  expect(await clinic.stranger.start(id)).toEqual(unknown);
});

test.each([AppointmentStatus.COMPLETED, AppointmentStatus.CANCELLED, AppointmentStatus.NO_SHOW])(
  'a visit that is %s is not started',
  async (status) => {
    expect(await clinic.john.start(await clinic.book({ status }))).toBeRefused('CONFLICT');
  },
);

test('an in-person visit is not started', async () => {
  expect(await clinic.john.start(await clinic.book({ visitType: 'In-person' }))).toBeRefused(
    'BAD_USER_INPUT',
  );
});

test.each(['Telehealth', 'TELEHEALTH', 'Video visit', 'Virtual', 'tele-health follow-up'])(
  '"%s" is a visit by video',
  async (visitType) => {
    expect((await clinic.john.start(await clinic.book({ visitType }))).errors).toBeUndefined();
  },
);

test.each(['abc', '', '-1', '1e3', '12.5', ' 123'])('the id "%s" is not a number', async (id) => {
  expect(await clinic.john.start(id)).toBeRefused('BAD_USER_INPUT');
});

test('an id larger than any appointment has is simply not found', async () => {
  expect(await clinic.john.start('99999999999')).toBeRefused('NOT_FOUND');
});

test.each([
  [0, 60],
  [-1, 60],
  [59, 60],
  [600, 600],
  [1e9, 14_400],
])('a token for %i seconds lasts %i', async (asked, given) => {
  const { data } = await clinic.john.start(await clinic.book(), asked);
  expect(data?.startTelehealthSession.join.expiresIn).toBe(given);
});

test('nothing changes for anyone when a start is refused', async () => {
  const id = await clinic.book({ status: AppointmentStatus.CANCELLED });
  await clinic.john.start(id);
  const { data } = await clinic.john.graphql(
    'query ($id: ID!) { appointment(id: $id) { status session { id } } }',
    { id },
  );
  expect(data).toEqual({ appointment: { status: 'CANCELLED', session: null } });
  expect(await clinic.auditLog()).toEqual([
    {
      actor: 'provider-45',
      action: 'start a telehealth visit',
      appointmentId: 123,
      door: 'graphql',
      allowed: false,
      code: 'CONFLICT',
    },
  ]);
});
