import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { Patient } from '../../../src/people/patient.entity.ts';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();

const E_MAIL = 'john.smith@example.com';
const SET = 'mutation { changeJitsiSetting(key: "jitsi.e2ee", value: "true") { key } }';
const SET_WRONGLY = 'mutation { changeJitsiSetting(key: "jitsi.e2ee", value: "perhaps") { key } }';

/** Whom the audit log names, with the code of a refusal. */
const actors = async () => (await clinic.auditLog()).map(({ actor, code }) => (code ? [actor, code] : actor));

test.each([
  ['ADMIN', 'PATIENT'],
  ['PATIENT', 'ADMIN'],
])('a patient who is an administrator, too, changes settings as administrator (%s, %s)', async (...role) => {
  const alex = clinic.person({ role, org_id: 1, patient_id: 89, email: 'admin@example.com' });
  await alex.graphql(SET);
  await alex.graphql(SET_WRONGLY);
  expect(await actors()).toEqual(['admin-1', ['admin-1', 'BAD_USER_INPUT']]);
});

test('a provider who is an administrator, too, changes settings as one and starts visits as the other', async () => {
  await clinic.book();
  const john = clinic.person({
    role: ['PROVIDER', 'ADMIN'],
    org_id: 1,
    provider_id: 45,
    email: 'admin@example.com',
  });
  await john.graphql(SET);
  await john.start('123');
  await john.saveNote('123', { plan: 'Rest' });
  await john.end('123');
  expect(await actors()).toEqual(['admin-1', 'provider-45', 'provider-45', 'provider-45']);
});

test('a provider who is the patient of a colleague joins as that patient, under the patient’s name', async () => {
  await clinic.em.insert(Patient, { id: 93, orgId: 1, name: 'John A. Smith', email: 'home@example.com' });
  await clinic.book({ providerId: 46, patientId: 93 });
  await clinic.colleague.start('123');
  const john = clinic.person({
    role: ['PROVIDER', 'PATIENT'],
    org_id: 1,
    provider_id: 45,
    patient_id: 93,
    email: E_MAIL,
  });
  const { data } = await john.join('123');
  expect(data?.joinTelehealth.identity).toBe('patient-93');
  expect(decodeJwt(String(data?.joinTelehealth.token))).toMatchObject({
    context: {
      user: { id: 'patient-93', name: 'John A. Smith', email: 'home@example.com', moderator: false },
    },
  });
  expect(await actors()).toEqual(['provider-46', 'patient-93']);
});

test('the same person joins their own patient’s visit as the provider, under the provider’s name', async () => {
  await clinic.em.insert(Patient, { id: 93, orgId: 1, name: 'John A. Smith', email: 'home@example.com' });
  await clinic.book();
  const john = clinic.person({ role: ['PATIENT', 'PROVIDER'], org_id: 1, provider_id: 45, patient_id: 93 });
  const { data } = await john.join('123');
  expect(decodeJwt(String(data?.joinTelehealth.token))).toMatchObject({
    context: { user: { id: 'provider-45', name: 'Dr. John Smith', email: E_MAIL, moderator: true } },
  });
  expect(await actors()).toEqual(['provider-45', 'provider-45']);
});

test('a patient whose record has no address joins without the address of their record as a provider', async () => {
  await clinic.em.insert(Patient, { id: 93, orgId: 1, name: 'John A. Smith' });
  await clinic.book({ providerId: 46, patientId: 93 });
  await clinic.colleague.start('123');
  const john = clinic.person({ role: ['PROVIDER', 'PATIENT'], org_id: 1, provider_id: 45, patient_id: 93 });
  const { data } = await john.join('123');
  const { context } = decodeJwt<{ context: { user: object } }>(String(data?.joinTelehealth.token));
  expect(context.user).toMatchObject({ id: 'patient-93', name: 'John A. Smith' });
  expect(JSON.stringify(context.user)).not.toContain(E_MAIL);
});

test('where none of their roles may, the refusal names the person by the first of them', async () => {
  await clinic.book({ providerId: 46 });
  const john = clinic.person({
    role: ['ADMIN', 'PROVIDER'],
    org_id: 1,
    provider_id: 45,
    email: 'admin@example.com',
  });
  await john.start('123');
  expect(await actors()).toEqual([['provider-45', 'FORBIDDEN']]);
});
