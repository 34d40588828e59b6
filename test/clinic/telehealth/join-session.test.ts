import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { AppointmentStatus } from '../../../src/appointments/appointment.entity.ts';
import { AuditEntry } from '../../../src/audit/audit-entry.entity.ts';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();

interface RoomToken {
  context: { user: { id: string; moderator: boolean } };
}
const userIn = (token = '') => decodeJwt<RoomToken>(token).context.user;

test('before the start the patient is told, in the documented words, that the room is not ready', async () => {
  const answer = await clinic.jane.join(await clinic.book());
  expect(answer).toBeRefused('ROOM_NOT_READY');
  expect(answer.errors?.[0]?.message).toBe('Room not found or not started yet');
});

test('asking a hundred times before the start writes nothing', async () => {
  const id = await clinic.book();
  await Promise.all(Array.from({ length: 100 }, () => clinic.jane.join(id)));
  expect(await clinic.auditLog()).toEqual([]);
});

test('after the start the patient joins as a participant, and the visit is in progress', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  const { data } = await clinic.jane.join(id);
  expect(data?.joinTelehealth).toMatchObject({
    identity: 'patient-89',
    roomName: 'apt123',
    session: { status: 'IN_PROGRESS' },
  });
  expect(userIn(data?.joinTelehealth.token)).toMatchObject({ id: 'patient-89', moderator: false });
});

test("the provider's join starts the visit", async () => {
  const id = await clinic.book();
  const { data } = await clinic.john.join(id);
  expect(userIn(data?.joinTelehealth.token)).toMatchObject({ id: 'provider-45', moderator: true });
  expect((await clinic.jane.join(id)).errors).toBeUndefined();
  expect((await clinic.auditLog()).map(({ actor, action }) => `${actor}: ${action}`)).toEqual([
    'provider-45: start a telehealth visit',
    'provider-45: join a telehealth visit',
    'patient-89: join a telehealth visit',
  ]);
});

test('whoever lost the connection joins again while the visit is open', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  const first = await clinic.jane.join(id);
  const second = await clinic.jane.join(id);
  expect(second.data?.joinTelehealth.session).toEqual(first.data?.joinTelehealth.session);
});

test('after the end nobody joins', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  await clinic.john.end(id);
  expect(await clinic.jane.join(id)).toBeRefused('CONFLICT');
  expect(await clinic.john.join(id)).toBeRefused('CONFLICT');
});

test('a visit that the EHR cancels while it is open lets nobody in any more', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  await clinic.em.execute("update appointments set status = 'CANCELLED' where id = 123");
  expect(await clinic.jane.join(id)).toBeRefused('CONFLICT');
  expect(await clinic.john.join(id)).toBeRefused('CONFLICT');
});

test('a cancelled visit is closed, not merely waiting', async () => {
  expect(await clinic.jane.join(await clinic.book({ status: AppointmentStatus.CANCELLED }))).toBeRefused(
    'CONFLICT',
  );
});

test('a colleague and an admin see the appointment but do not join it', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  expect(await clinic.colleague.join(id)).toBeRefused('FORBIDDEN');
  expect(await clinic.admin.join(id)).toBeRefused('FORBIDDEN');
});

test('for a stranger and for another practice the room does not exist, started or not', async () => {
  const id = await clinic.book();
  const before = await clinic.stranger.join(id);
  await clinic.john.start(id);
  expect(before).toBeRefused('NOT_FOUND');
  expect(await clinic.stranger.join(id)).toEqual(before);
  expect(await clinic.outsider.join(id)).toEqual(before);
});

test('someone who is a provider here and a patient there sits in each room as what they are', async () => {
  const both = clinic.person({ roles: ['PROVIDER', 'PATIENT'], org_id: 1, provider_id: 46, patient_id: 89 });
  const asPatient = await clinic.book();
  const asProvider = await clinic.book({ id: 124, providerId: 46, patientId: 90 });
  await clinic.john.start(asPatient);
  expect(userIn((await both.join(asPatient)).data?.joinTelehealth.token)).toMatchObject({
    id: 'patient-89',
    moderator: false,
  });
  expect(userIn((await both.join(asProvider)).data?.joinTelehealth.token)).toMatchObject({
    id: 'provider-46',
    moderator: true,
  });
});

test("a patient's token that also carries a provider's number does not open the provider's doors", async () => {
  const cheat = clinic.person({ role: 'PATIENT', org_id: 1, patient_id: 89, provider_id: 45 });
  const id = await clinic.book();
  expect(await cheat.start(id)).toBeRefused('FORBIDDEN');
  expect(await cheat.join(id)).toBeRefused('ROOM_NOT_READY');
});

// A link for the patient, which the provider sends on

const tokenIn = (meetingUrl = '') => new URL(meetingUrl).searchParams.get('jwt') ?? '';

test("the provider's link for the patient lets in a participant by the patient's name, and is on record", async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  const { data } = await clinic.john.createPatientLink(id);
  expect(data?.joinTelehealth.expiresIn).toBe(3600);
  const token = tokenIn(data?.joinTelehealth.meetingUrl);
  expect(userIn(token)).toMatchObject({
    id: 'patient-89',
    name: 'Jane Doe',
    moderator: false,
    affiliation: 'member',
  });
  const [, entry] = await clinic.em.find(AuditEntry, {}, { orderBy: { id: 'asc' } });
  expect(entry).toMatchObject({
    actor: 'provider-45',
    action: 'join a telehealth visit',
    detail: 'link for patient-89',
  });
});

test('making a link is not joining: the patient has yet to come', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  await clinic.john.createPatientLink(id);
  const { data } = await clinic.john.graphql(
    '{ appointment(id: "123") { session { status patientJoinedAt } } }',
  );
  expect(data).toEqual({ appointment: { session: { status: 'READY', patientJoinedAt: null } } });
});

test('before the start there is no link for the patient, and asking does not start the visit', async () => {
  const id = await clinic.book();
  expect(await clinic.john.createPatientLink(id)).toBeRefused('ROOM_NOT_READY');
  expect(await clinic.jane.join(id)).toBeRefused('ROOM_NOT_READY');
});

test('after the end there is no link for the patient', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  await clinic.john.end(id);
  expect(await clinic.john.createPatientLink(id)).toBeRefused('CONFLICT');
});

test('nobody else gets a link for the patient', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  expect(await clinic.admin.createPatientLink(id)).toBeRefused('FORBIDDEN');
  expect(await clinic.colleague.createPatientLink(id)).toBeRefused('FORBIDDEN');
  expect(await clinic.stranger.createPatientLink(id)).toBeRefused('NOT_FOUND');
  expect(await clinic.outsider.createPatientLink(id)).toBeRefused('NOT_FOUND');
});

test('a link is for the patient of the appointment, not for another one', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  expect(await clinic.john.createPatientLink(id, 'patient-90')).toBeRefused('BAD_USER_INPUT');
});

test('a patient who calls themself a provider stays a participant', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  const { data } = await clinic.jane.createPatientLink(id, 'provider-45');
  expect(userIn(tokenIn(data?.joinTelehealth.meetingUrl))).toMatchObject({
    id: 'patient-89',
    moderator: false,
  });
});
