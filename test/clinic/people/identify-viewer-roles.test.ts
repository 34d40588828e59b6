import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Patient } from '../../../src/people/patient.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import { Person } from '../../support/people/person.ts';
import { JANE, JOHN, NO_PERSON, VIEWER, viewersOf } from '../../support/people/viewers.ts';

const clinic = useClinic();
const { viewerOf, refusalOf } = viewersOf(clinic);

test('an administrator here who is a patient there is nothing but a patient there', async () => {
  await clinic.em.insert(Patient, { id: 203, orgId: 2, name: 'Alex Morgan', email: 'admin@example.com' });
  const claims = { role: ['ADMIN', 'PATIENT'], email: 'admin@example.com' };
  expect(await viewerOf(claims, { 'X-Org-Id': '2' })).toMatchObject({
    id: 'patient-203',
    roles: ['PATIENT'],
  });
  expect(await viewerOf(claims, { 'X-Org-Id': '1' })).toMatchObject({ id: 'admin-1', roles: ['ADMIN'] });
});

test('a provider here who is a patient there is nothing but a patient there', async () => {
  await clinic.em.insert(Patient, { id: 203, orgId: 2, name: 'John Smith', email: 'john.smith@example.com' });
  const claims = { role: ['PROVIDER', 'PATIENT'], provider_id: 45, email: 'john.smith@example.com' };
  expect(await viewerOf(claims, { 'X-Org-Id': '2' })).toMatchObject({
    id: 'patient-203',
    roles: ['PATIENT'],
    provider: null,
  });
});

// People

test('the person is the provider or patient whose number the token gives', async () => {
  expect(await viewerOf(JOHN)).toMatchObject({
    id: 'provider-45',
    name: 'Dr. John Smith',
    provider: { id: '45' },
    patient: null,
  });
  expect(await viewerOf(JANE)).toMatchObject({
    id: 'patient-89',
    name: 'Jane Doe',
    provider: null,
    patient: { id: '89' },
  });
});

test('numbers may come as text', async () => {
  expect(await viewerOf({ ...JANE, patient_id: '89' })).toMatchObject({ id: 'patient-89' });
});

test('someone whose record has not arrived yet enters by the number that the issuer vouches for', async () => {
  const viewer = await viewerOf({ role: 'PATIENT', org_id: 1, patient_id: 4711, name: 'Newly Registered' });
  expect(viewer).toEqual({
    id: 'patient-4711',
    name: 'Newly Registered',
    roles: ['PATIENT'],
    organization: { alias: 'practice-1' },
    provider: null,
    patient: null,
  });
});

test.each([
  ['john.smith@example.com', 'PROVIDER', 'provider-45'],
  ['John.Smith@EXAMPLE.com', 'PROVIDER', 'provider-45'],
  ['jane.doe@example.com', 'PATIENT', 'patient-89'],
  ['ADMIN@example.com', 'ADMIN', 'admin-1'],
])('without a number, the e-mail address %s finds the %s', async (email, role, id) => {
  expect(await viewerOf({ role, org_id: 1, email })).toMatchObject({ id });
});

const NO_NUMBERS = [
  '9e1',
  '+90',
  ' 90',
  '90 ',
  '90.0',
  '9_0',
  '\u0669\u0660',
  '\uff19\uff10',
  '',
  '90\u200b',
];

test('a malformed number counts as none, so the e-mail address decides', async () => {
  for (const patient_id of [true, [90], 90.5, -90, '0x5a', 'ninety', ...NO_NUMBERS, null, 2_147_483_648])
    expect(
      await viewerOf({ role: 'PATIENT', org_id: 1, patient_id, email: 'jane.doe@example.com' }),
    ).toMatchObject({ id: 'patient-89' });
});

test('an e-mail address is looked for within the organization of the token only', async () => {
  expect(await refusalOf({ role: 'PROVIDER', org_id: 2, email: 'john.smith@example.com' })).toBe(NO_PERSON);
});

test('an e-mail address is looked for among those whose role the token holds', async () => {
  expect(await refusalOf({ role: 'PATIENT', org_id: 1, email: 'john.smith@example.com' })).toBe(NO_PERSON);
});

test('an address that two patients share does not say who is asking', async () => {
  await clinic.em.insert(Patient, { id: 93, orgId: 1, name: 'Jim Doe', email: 'Jane.Doe@example.com' });
  expect(await refusalOf({ role: 'PATIENT', org_id: 1, email: 'jane.doe@example.com' })).toBe(NO_PERSON);
});

test('the same address in another practice does no harm', async () => {
  await clinic.em.insert(Patient, { id: 203, orgId: 2, name: 'Jane Doe', email: 'jane.doe@example.com' });
  expect(await viewerOf({ role: 'PATIENT', org_id: 1, email: 'jane.doe@example.com' })).toMatchObject({
    id: 'patient-89',
  });
});

test.each(['%@example.com', 'jane_doe@example.com', 'jane.doe@example.c__', '\\jane.doe@example.com'])(
  'the address "%s" is taken letter by letter, not as a pattern',
  async (email) => {
    expect(await refusalOf({ role: 'PATIENT', org_id: 1, email })).toBe(NO_PERSON);
  },
);

test.each([false, 'false'])(
  'an address whose owner has not confirmed it proves nothing (email_verified: %o)',
  async (email_verified) => {
    expect(
      await refusalOf({ role: 'PATIENT', org_id: 1, email: 'jane.doe@example.com', email_verified }),
    ).toBe(NO_PERSON);
  },
);

test.each([true, 'true', undefined])(
  'a confirmed address counts (email_verified: %o)',
  async (email_verified) => {
    const viewer = await viewerOf({
      role: 'PATIENT',
      org_id: 1,
      email: 'jane.doe@example.com',
      email_verified,
    });
    expect(viewer).toMatchObject({ id: 'patient-89' });
  },
);

test.each([
  ['nothing about the person', {}],
  ['an address that nobody here has', { email: 'nobody@example.com' }],
  ["the other role's number", { patient_id: 89 }],
  ['an empty address', { email: ' ' }],
])('a provider whose token has %s is refused, and the sentence says so', async (_case, claims) => {
  expect(await refusalOf({ role: 'PROVIDER', org_id: 1, ...claims })).toBe(NO_PERSON);
});

// All together

test('a token as Keycloak writes it opens the door', async () => {
  const viewer = await viewerOf({
    iat: Math.floor(Date.now() / 1000),
    iss: 'https://sso.example.org/realms/ciyex',
    aud: ['ciyex-app', 'account'],
    sub: '5a0c8f3e-0f0b-4c57-9d38-2f9f5a3b1c11',
    typ: 'Bearer',
    azp: 'ciyex-app',
    sid: '0c8b41cf-7a7e-4d86-a8f0-3f1b2f7f2c55',
    acr: '1',
    'allowed-origins': ['https://portal.example.org'],
    realm_access: { roles: ['default-roles-ciyex', 'offline_access', 'uma_authorization', 'PATIENT'] },
    resource_access: { account: { roles: ['manage-account', 'view-profile'] } },
    scope: 'openid profile email organization',
    email_verified: true,
    organization: [{ 'practice-1': { id: '42c3e46f-2477-44d7-a85b-d3b43f6b31fa' } }],
    name: 'Jane M. Doe',
    preferred_username: 'jane.doe',
    given_name: 'Jane',
    family_name: 'Doe',
    email: 'jane.doe@example.com',
  });
  expect(viewer).toEqual({
    id: 'patient-89',
    name: 'Jane Doe',
    roles: ['PATIENT'],
    organization: { alias: 'practice-1' },
    provider: null,
    patient: { id: '89' },
  });
});

test('over WebSocket the organization may be named beside the token, as text or as a number', async () => {
  for (const orgId of [1, '1']) {
    const token = await clinic.person({ jti: randomUUID(), role: 'PATIENT', patient_id: 89 }).token();
    const client = await new Person(clinic.url, undefined, {
      Authorization: `Bearer ${token}`,
      orgId: orgId as string,
    }).connect(); // JSON, unlike headers, has numbers
    const { value } = await client.iterate({ query: VIEWER }).next();
    expect(value.data).toMatchObject({ viewer: { id: 'patient-89', organization: { alias: 'practice-1' } } });
    await client.dispose();
  }
});
