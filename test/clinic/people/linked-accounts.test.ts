import { expect, onTestFinished, test, vi } from 'vitest';
import { Patient } from '../../../src/people/patient.entity.ts';
import { Provider } from '../../../src/people/provider.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import { NO_PERSON, viewersOf } from '../../support/people/viewers.ts';
import { serveWith } from '../../support/servers/another-server.ts';

const clinic = useClinic();
const { viewerOf, refusalOf } = viewersOf(clinic);

const JANE = {
  role: 'PATIENT',
  org_id: 1,
  iss: 'https://sso.example.org',
  sub: 'a1',
  email: 'jane.doe@example.com',
};
const isJane = { id: 'patient-89', name: 'Jane Doe' };
/** Another patient of the family, with the same address. */
const addNamesake = () =>
  clinic.em.insert(Patient, { id: 93, orgId: 1, name: 'Jim Doe', email: 'Jane.Doe@example.com' });
const setEmail = (id: number, email: string | null) => clinic.em.nativeUpdate(Patient, { id }, { email });
const links = () =>
  clinic.em.execute(
    'select issuer, subject, org_id, role, patient_id, email from linked_accounts order by 1, 2, 3, 4',
  );

test('a patient stays who they are when somebody of the family gets the same address', async () => {
  await viewerOf(JANE);
  await addNamesake();
  expect(await viewerOf(JANE)).toMatchObject(isJane);
  const restarted = viewersOf(await serveWith(clinic, {}));
  expect(await restarted.viewerOf(JANE)).toMatchObject(isJane);
});

test.each([
  ['another account', { sub: 'b2' }],
  ['the same subject of another issuer', { iss: 'https://other.example.org' }],
  ['a subject in other letters', { sub: 'A1' }],
  ['no subject', { sub: undefined }],
])('of a shared address, %s says nothing of the person', async (_what, other) => {
  await viewerOf(JANE);
  await addNamesake();
  expect(await refusalOf({ ...JANE, ...other })).toBe(NO_PERSON);
  expect(await viewerOf(JANE)).toMatchObject(isJane);
});

test.each([
  ['no address', { email: undefined }],
  ['a new address', { email: 'jane.roe@example.com' }],
  ['an address that is not verified yet', { email: 'jane.roe@example.com', email_verified: false }],
  ['the address of another patient', { email: 'robert.brown@example.com' }],
])('an account that is linked stays so with %s', async (_what, claims) => {
  await viewerOf(JANE);
  expect(await viewerOf({ ...JANE, ...claims })).toMatchObject(isJane);
});

test('an account is linked only by an address that the issuer has verified', async () => {
  expect(await refusalOf({ ...JANE, email_verified: null })).toBe(NO_PERSON);
  expect(await links()).toEqual([]);
});

test('a person with two accounts is the same in both', async () => {
  await viewerOf(JANE);
  expect(await viewerOf({ ...JANE, sub: 'b2' })).toMatchObject(isJane);
  expect(await links()).toHaveLength(2);
});

test('an account has a link for each organization and each role', async () => {
  const email = 'john.smith@example.com';
  await clinic.em.insert(Provider, { id: 70, orgId: 2, name: 'Dr. John Smith', email });
  await clinic.em.insert(Patient, { id: 203, orgId: 2, name: 'John Smith', email });
  const john = { ...JANE, role: ['PATIENT', 'PROVIDER'], email };
  expect(await viewerOf(john)).toMatchObject({ id: 'provider-45', roles: ['PROVIDER'] });
  expect(await viewerOf({ ...john, org_id: undefined }, { 'X-Org-Id': '2' })).toMatchObject({
    id: 'provider-70',
    patient: { id: '203' },
  });
  await clinic.em.insert(Provider, { id: 71, orgId: 2, name: 'Namesake', email });
  for (const [claims, header] of [
    [{ org_id: 2 }, undefined],
    [{ org_id: undefined }, { 'X-Org-Alias': 'practice-2' }],
  ] as const)
    expect(await viewerOf({ ...john, ...claims }, header)).toMatchObject({ id: 'provider-70' });
  expect((await links()).map(({ org_id, role }) => [org_id, role])).toEqual([
    [1, 'PROVIDER'],
    [2, 'PATIENT'],
    [2, 'PROVIDER'],
  ]);
});

test('a number in the token counts before a link, and links nothing', async () => {
  expect(await viewerOf({ ...JANE, patient_id: 90 })).toMatchObject({ id: 'patient-90' });
  expect(await links()).toEqual([]);
  await viewerOf(JANE);
  expect(await viewerOf({ ...JANE, patient_id: 90 })).toMatchObject({ id: 'patient-90' });
});

test('whoever corrects an address undoes what the wrong one has linked', async () => {
  await setEmail(90, 'jane.roe@example.com');
  const stranger = { ...JANE, email: 'jane.roe@example.com' };
  expect(await viewerOf(stranger)).toMatchObject({ id: 'patient-90' });
  await setEmail(90, 'robert.brown@example.com');
  expect(await refusalOf(stranger)).toBe(NO_PERSON);
  await setEmail(91, 'Jane.Roe@example.com');
  expect(await viewerOf(stranger)).toMatchObject({ id: 'patient-91' });
  expect(await viewerOf({ ...stranger, email: undefined })).toMatchObject({ id: 'patient-91' });
  expect(await links()).toHaveLength(1);
});

test('an address that is only written in other letters is no other one', async () => {
  await viewerOf(JANE);
  await setEmail(89, 'JANE.DOE@example.com');
  await addNamesake();
  expect(await viewerOf(JANE)).toMatchObject(isJane);
});

test('a link goes with its record, and the next record is linked anew', async () => {
  await viewerOf(JANE);
  await clinic.em.nativeDelete(Patient, { id: 89 });
  expect(await links()).toEqual([]);
  expect(await refusalOf(JANE)).toBe(NO_PERSON);
  await clinic.em.insert(Patient, { id: 94, orgId: 1, name: 'Jane Doe', email: JANE.email });
  expect(await viewerOf(JANE)).toMatchObject({ id: 'patient-94' });
});

test('a link does not follow its record into another organization', async () => {
  await viewerOf(JANE);
  await clinic.em.nativeUpdate(Patient, { id: 89 }, { orgId: 2 });
  expect(await refusalOf(JANE)).toBe(NO_PERSON);
  await clinic.em.insert(Patient, { id: 204, orgId: 2, name: 'Jim Doe', email: JANE.email });
  expect(await refusalOf({ ...JANE, org_id: 2 })).toBe(NO_PERSON);
  await clinic.em.nativeDelete(Patient, { id: 204 });
  expect(await viewerOf({ ...JANE, org_id: 2 })).toMatchObject({ id: 'patient-89' });
  await clinic.em.insert(Patient, { id: 94, orgId: 1, name: 'Jane Doe', email: JANE.email });
  expect(await viewerOf(JANE)).toMatchObject({ id: 'patient-94' });
});

test('twenty sign-ins at once link an account once', async () => {
  const john = { ...JANE, role: ['PROVIDER', 'PATIENT'], email: 'john.smith@example.com' };
  await clinic.em.insert(Patient, { id: 93, orgId: 1, name: 'John Smith', email: john.email });
  const another = viewersOf(await serveWith(clinic, {}));
  const seen = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? another : { viewerOf }).viewerOf({
        ...john,
        role: index % 3 ? john.role : john.role.toReversed(),
      }),
    ),
  );
  expect(new Set(seen.map((viewer) => `${viewer?.id} ${viewer?.patient?.id}`))).toEqual(
    new Set(['provider-45 93']),
  );
  expect(await links()).toHaveLength(2);
});

test('an account that is known is only read', async () => {
  await viewerOf(JANE);
  const sent = vi.spyOn(clinic.database.db.driver, 'send');
  onTestFinished(() => sent.mockRestore());
  await viewerOf(JANE);
  const statements = sent.mock.calls.flatMap(([, together]) => together);
  expect(statements.filter(({ kind }) => kind === 'write')).toEqual([]);
  expect(statements.filter(({ text }) => text.includes('collate'))).toEqual([]);
});

// A server's connections are many.
test.skipIf(process.env.DATABASE_URL)(
  'while nothing can be saved, an address lets people in as before',
  async () => {
    const setReadOnly = (value: string) => clinic.em.execute(`set default_transaction_read_only = ${value}`);
    onTestFinished(() => void setReadOnly('off'));
    await setReadOnly('on');
    expect(await viewerOf(JANE)).toMatchObject(isJane);
    await setReadOnly('off');
    expect(await links()).toEqual([]);
  },
);
