import { expect, test } from 'vitest';
import { Provider } from '../../../src/people/provider.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import { JANE, JOHN, NOT_THEIR_ORGANIZATION, viewersOf } from '../../support/people/viewers.ts';

const clinic = useClinic();
const { viewerOf, refusalOf } = viewersOf(clinic);

const NO_ROLE = 'The token holds no role that is known here (PROVIDER, PATIENT or ADMIN)';

const NO_ORGANIZATION = 'The token names no organization (org_id or organization)';

const UNKNOWN_ORGANIZATION = 'The token names an organization that is not known here';

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
