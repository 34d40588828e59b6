import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Patient } from '../../../src/people/patient.entity.ts';
import { Provider } from '../../../src/people/provider.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import { Person } from '../../support/people/person.ts';

const clinic = useClinic();

const VIEWER = '{ viewer { id name roles organization { alias } provider { id } patient { id } } }';

interface Viewer {
  id: string;
  name: string;
  roles: string[];
  organization: { alias: string };
  provider: { id: string } | null;
  patient: { id: string } | null;
}

/** Shows a token with these claims at the door. No two are the same, since a token that has been seen is remembered. */
const enter = (claims: object, headers?: Record<string, string>) =>
  new Person(clinic.url, { jti: randomUUID(), ...claims }, headers).graphql<{ viewer: Viewer }>(VIEWER);

/** Whom the clinic takes the token's holder for. */
async function viewerOf(claims: object, headers?: Record<string, string>) {
  const { data, errors } = await enter(claims, headers);
  expect(errors).toBeUndefined();
  return data?.viewer;
}

/** The sentence with which a token is refused, always as a 401. */
async function refusalOf(claims: object, headers?: Record<string, string>) {
  const answer = await enter(claims, headers);
  expect(answer).toBeRefused('UNAUTHENTICATED');
  expect(answer.status).toBe(401);
  return answer.errors?.[0]?.message;
}

const JOHN = { role: 'PROVIDER', org_id: 1, provider_id: 45 };
const JANE = { role: 'PATIENT', org_id: 1, patient_id: 89 };

const NO_ROLE = 'The token holds no role that is known here (PROVIDER, PATIENT or ADMIN)';
const NO_ORGANIZATION = 'The token names no organization (org_id or organization)';
const UNKNOWN_ORGANIZATION = 'The token names an organization that is not known here';
const NOT_THEIR_ORGANIZATION =
  'The token names no organization, and its holder does not belong to the requested one';
const NO_PERSON =
  'The token names no person of this organization (provider_id, patient_id or a known e-mail address)';

// Roles

test.each([
  ['role', { role: 'PROVIDER' }],
  ['role, as a list', { role: ['PROVIDER'] }],
  ['roles', { roles: ['PROVIDER'] }],
  ['roles, as one word', { roles: 'PROVIDER' }],
  ['realm_access.roles', { realm_access: { roles: ['offline_access', 'PROVIDER'] } }],
  [
    'resource_access["ciyex-app"].roles',
    { resource_access: { account: { roles: ['view-profile'] }, 'ciyex-app': { roles: ['PROVIDER'] } } },
  ],
])('the role is read from %s', async (_claim, claims) => {
  expect(await viewerOf({ org_id: 1, provider_id: 45, ...claims })).toMatchObject({
    id: 'provider-45',
    roles: ['PROVIDER'],
  });
});

test.each([
  ['provider', 'PROVIDER'],
  ['Provider', 'PROVIDER'],
  ['ROLE_PROVIDER', 'PROVIDER'],
  ['role_provider', 'PROVIDER'],
  ['admin', 'ADMIN'],
  ['SUPER_ADMIN', 'ADMIN'],
  ['ROLE_super_admin', 'ADMIN'],
])('the role "%s" counts as %s', async (role, known) => {
  const viewer = await viewerOf({ role, org_id: 1, provider_id: 45, email: 'admin@example.com' });
  expect(viewer?.roles).toEqual([known]);
});

test('roles from all four places add up, and each counts once', async () => {
  const viewer = await viewerOf({
    ...JOHN,
    patient_id: 89,
    roles: ['provider', 'BILLING'],
    realm_access: { roles: ['ROLE_PATIENT'] },
    resource_access: { 'ciyex-app': { roles: ['ADMIN', 'PATIENT'] } },
  });
  expect(viewer).toMatchObject({ id: 'provider-45', provider: { id: '45' }, patient: { id: '89' } });
  expect(viewer?.roles.toSorted()).toEqual(['ADMIN', 'PATIENT', 'PROVIDER']);
});

test('a super-administrator runs one organization, the one of the token', async () => {
  const { data } = await clinic
    .person({ role: 'SUPER_ADMIN', org_id: 2, email: 'admin2@example.com' })
    .graphql('{ viewer { id organization { alias } } appointment(id: 123) { id } }');
  expect(data).toEqual({
    viewer: { id: 'admin-2', organization: { alias: 'practice-2' } },
    appointment: null,
  });
});

test("a role in another application's list does not count", async () => {
  const elsewhere = { resource_access: { billing: { roles: ['PROVIDER'] } } };
  expect(await refusalOf({ org_id: 1, provider_id: 45, ...elsewhere })).toBe(NO_ROLE);
});

test.each([
  ['no role at all', {}],
  ['only roles that have no part in a visit', { roles: ['NURSE', 'FRONT_DESK'], role: 'BILLING' }],
  ['a role that merely sounds like one', { role: 'PROVIDERS' }],
  ['a malformed list of roles', { roles: { 0: 'PROVIDER' }, role: 7 }],
])('a token with %s is refused, and the sentence says so', async (_case, claims) => {
  expect(await refusalOf({ org_id: 1, provider_id: 45, ...claims })).toBe(NO_ROLE);
});

test('a number without its role makes nobody a provider', async () => {
  const viewer = await viewerOf({ ...JANE, provider_id: 45 });
  expect(viewer).toMatchObject({ id: 'patient-89', roles: ['PATIENT'], provider: null });
});

test('a role without its person is not held', async () => {
  expect(await viewerOf({ ...JANE, role: ['PATIENT', 'PROVIDER'] })).toMatchObject({
    id: 'patient-89',
    roles: ['PATIENT'],
  });
});

// Organizations

test.each([
  ['org_id', { org_id: 1 }],
  ['org_id as text', { org_id: '1' }],
  ['organization, a list of aliases', { organization: ['practice-1'] }],
  ['organization, a list with details', { organization: [{ 'practice-1': { id: '8d3a' } }] }],
  ['organization, an object', { organization: { 'practice-1': {} } }],
  ['organization, one alias', { organization: 'practice-1' }],
])('the organization is read from %s', async (_claim, claims) => {
  const viewer = await viewerOf({ role: 'PROVIDER', provider_id: 45, ...claims });
  expect(viewer).toMatchObject({ id: 'provider-45', organization: { alias: 'practice-1' } });
});

test.each([
  { org_id: 3 },
  { org_id: 2_147_483_647 },
  { organization: ['practice-3'] },
  { organization: ["x' or '1'='1"] },
])('an organization that is not known here is refused: %o', async (claims) => {
  expect(await refusalOf({ role: 'PROVIDER', provider_id: 45, ...claims })).toBe(UNKNOWN_ORGANIZATION);
});

test.each([
  {},
  { organization: [] },
  { organization: {} },
  { organization: '' },
  { organization: 1 },
  { org_id: 0 },
  { org_id: -1 },
  { org_id: 'one' },
  { org_id: true },
  { org_id: 2_147_483_648 },
])('a token that names no organization is refused: %o', async (claims) => {
  expect(await refusalOf({ role: 'PROVIDER', provider_id: 45, ...claims })).toBe(NO_ORGANIZATION);
});

test.each([
  { 'X-Org-Id': '1' },
  { orgId: '1' },
  { 'X-Org-Alias': 'practice-1' },
  { 'X-Tenant-Name': 'practice-1' },
  { 'x-org-id': '1', orgid: '1', 'x-tenant-name': 'practice-1' },
])('when the token names no organization, a header picks it: %o', async (headers) => {
  const viewer = await viewerOf({ role: 'PROVIDER', provider_id: 45 }, headers);
  expect(viewer).toMatchObject({ id: 'provider-45', organization: { alias: 'practice-1' } });
});

test.each([
  { 'X-Org-Id': '2' },
  { orgId: '2' },
  { 'X-Org-Alias': 'practice-2' },
  { 'X-Tenant-Name': 'practice-2' },
])("a header never overrides the token's organization: %o", async (headers) => {
  expect(await viewerOf(JOHN, headers)).toMatchObject({ organization: { alias: 'practice-1' } });
  expect(await viewerOf({ ...JOHN, org_id: undefined, organization: ['practice-1'] }, headers)).toMatchObject(
    {
      organization: { alias: 'practice-1' },
    },
  );
});

test.each([
  { 'X-Org-Id': '2' },
  { 'X-Org-Alias': 'practice-2' },
  { 'X-Tenant-Name': 'practice-3' },
  { orgId: 'one' },
])('a header does not open an organization that the person does not belong to: %o', async (headers) => {
  expect(await refusalOf({ role: 'PROVIDER', provider_id: 45 }, headers)).toBe(NOT_THEIR_ORGANIZATION);
  expect(await refusalOf({ role: 'PROVIDER', email: 'john.smith@example.com' }, headers)).toBe(
    NOT_THEIR_ORGANIZATION,
  );
  expect(await refusalOf({ role: 'ADMIN' }, headers)).toBe(NOT_THEIR_ORGANIZATION);
});

test('someone who works in both practices picks one by header', async () => {
  await clinic.em.insert(Provider, {
    id: 70,
    orgId: 2,
    name: 'Dr. John Smith',
    email: 'john.smith@example.com',
  });
  const claims = { role: 'PROVIDER', email: 'john.smith@example.com' };
  expect(await viewerOf(claims, { 'X-Org-Alias': 'practice-1' })).toMatchObject({ id: 'provider-45' });
  expect(await viewerOf(claims, { 'X-Org-Alias': 'practice-2' })).toMatchObject({ id: 'provider-70' });
});

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

test('a malformed number counts as none, so the e-mail address decides', async () => {
  for (const patient_id of [true, [90], 90.5, -90, '0x5a', 'ninety', null, 2_147_483_648])
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
