import { expect, test } from 'vitest';
import { Organization } from '../../../src/organizations/organization.entity.ts';
import { canonicalEmail } from '../../../src/people/email-address.ts';
import { Patient } from '../../../src/people/patient.entity.ts';
import { Provider } from '../../../src/people/provider.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import { NO_PERSON, viewersOf } from '../../support/people/viewers.ts';

const clinic = useClinic();
const { viewerOf, refusalOf } = viewersOf(clinic);

test.each([
  ['PROVIDER', 'john.sm\u0130th@example.com', 'a dotted capital I'],
  ['PROVIDER', 'john.sm\u0131th@example.com', 'a dotless i'],
  ['PROVIDER', 'john.\u017fmith@example.com', 'a long s'],
  ['PROVIDER', 'john.smith@example\u3002com', 'an ideographic full stop'],
  ['PROVIDER', 'john.smith\uff20example.com', 'a full-width at sign'],
  ['PROVIDER', 'john.smith@\u24d4xample.com', 'a circled letter'],
  ['PROVIDER', 'john.smith@example.com\u200b', 'a zero-width space'],
  ['PROVIDER', 'john.smith@example.com\u00a0', 'a no-break space'],
  ['PROVIDER', 'john.smith@example.com ', 'a space'],
  ['PROVIDER', '\tjohn.smith@example.com', 'a tab'],
  ['PROVIDER', 'j\u043ehn.smith@example.com', 'a Cyrillic o'],
  ['PATIENT', 'sara.nova\u212a@example.com', 'a Kelvin sign'],
  ['PATIENT', '\uff53ara.novak@example.com', 'a full-width s'],
  ['ADMIN', 'adm\u0130n2@example.com', 'a dotted capital I'],
])('a %s who is spelled %j, with %s, is somebody else', async (role, email) => {
  const theirs = { role, org_id: role === 'PROVIDER' ? 1 : 2, sub: undefined, email };
  expect(await refusalOf(theirs)).toBe(NO_PERSON);
});

test('an address in other letters than ASCII finds its own record and no other', async () => {
  await clinic.em.insertMany(Provider, [
    { id: 71, orgId: 1, name: 'Composed', email: 'Ren\u00e9@Example.com' },
    { id: 72, orgId: 1, name: 'Decomposed', email: 'rene\u0301@example.com' },
    { id: 73, orgId: 1, name: 'Capital', email: 'REN\u00c9@example.com' },
  ]);
  const as = (email: string) => viewerOf({ role: 'PROVIDER', org_id: 1, sub: undefined, email });
  expect(await as('ren\u00e9@example.com')).toMatchObject({ id: 'provider-71' });
  expect(await as('rene\u0301@EXAMPLE.com')).toMatchObject({ id: 'provider-72' });
  expect(await as('ren\u00c9@example.com')).toMatchObject({ id: 'provider-73' });
});

test('the server and the database take the same letters for equal, whatever the locale', async () => {
  const isFolded = (code: number) =>
    canonicalEmail(String.fromCodePoint(code)) !== String.fromCodePoint(code);
  const codes = Array.from({ length: 0x10_ffff }, (_, index) => index + 1).filter(isFolded);
  expect(String.fromCodePoint(...codes)).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const folded = await clinic.em.execute<{ letter: string }[]>(
    `select chr(code) as letter from generate_series(1, 1114111) as code
     where code not between 55296 and 57343 and lower(chr(code) collate "C") <> chr(code) order by code`,
  );
  expect(folded.map(({ letter }) => letter).join('')).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
});

test('a look-alike on record does not make an address ambiguous', async () => {
  await clinic.em.insert(Patient, { id: 203, orgId: 2, name: 'Other', email: 'sara.nova\u212a@example.com' });
  const as = (email: string) => viewerOf({ role: 'PATIENT', org_id: 2, sub: undefined, email });
  expect(await as('sara.novak@example.com')).toMatchObject({ id: 'patient-202' });
  expect(await as('SARA.NOVAK@example.com')).toMatchObject({ id: 'patient-202' });
  expect(await as('sara.nova\u212a@example.com')).toMatchObject({ id: 'patient-203' });
});

test.each([' ', '@', '-', 'none', 'n/a', 'unknown @ example.com'])(
  'what an EHR writes where there is no address, such as %j, is nobody’s',
  async (email) => {
    await clinic.em.insert(Patient, { id: 93, orgId: 1, name: 'No Address', email });
    expect(await refusalOf({ role: 'PATIENT', org_id: 1, sub: undefined, email })).toBe(NO_PERSON);
  },
);

test.each([
  [['john.smith@example.com']],
  [{ address: 'john.smith@example.com' }],
  [{ toString: 'john.smith@example.com' }],
  ['john.smith@example.com\u0000'],
  ['john.smith@example.com\ud800'],
  ['john.smith@example.com,maria.garcia@example.com'],
  ['<john.smith@example.com>'],
])('an address that is none finds nobody: %j', async (email) => {
  expect(await refusalOf({ role: 'PROVIDER', org_id: 1, sub: undefined, email })).toBe(NO_PERSON);
});

const UNVERIFIED = [false, 'false', 'False', null, 0, 1, '', 'TRUE', 'yes', [], [true], {}, { value: true }];
test.each(UNVERIFIED.map((email_verified) => ({ email_verified })))(
  'an address counts only if the issuer has verified it: not with %j',
  async ({ email_verified }) => {
    const claims = {
      role: 'PATIENT',
      org_id: 1,
      sub: undefined,
      email: 'jane.doe@example.com',
      email_verified,
    };
    expect(await refusalOf(claims)).toBe(NO_PERSON);
  },
);

test.each([
  'PRACTICE-1',
  'pract\u0131ce-1',
  'practice-\uff11',
  'practice-1 ',
  'practice\u20101',
  '__proto__',
])('the look-alike %j of an organization’s alias is none', async (alias) => {
  const john = { role: 'PROVIDER', provider_id: 45, organization: [alias] };
  expect(await refusalOf(john)).toContain('an organization that is not known here');
});

test('an organization whose alias is another one’s number is chosen by its own', async () => {
  const email = 'john.smith@example.com';
  await clinic.em.nativeUpdate(Organization, { id: 1 }, { alias: '2' });
  await clinic.em.nativeUpdate(Organization, { id: 2 }, { alias: '1' });
  await clinic.em.insert(Provider, { id: 70, orgId: 2, name: 'Dr. John Smith', email });
  const chosenBy = (id: string) => viewerOf({ role: 'PROVIDER', sub: undefined, email }, { 'X-Org-Id': id });
  expect([await chosenBy('1'), await chosenBy('2')]).toMatchObject([
    { id: 'provider-45' },
    { id: 'provider-70' },
  ]);
});

test.each([
  'ADM\u0131N',
  'ADM\u0130N',
  '\u017fuper_admin',
  'PAT\u0131ENT',
  'PROVIDER\u200b',
  '__proto__',
  'constructor',
])('the look-alike %s of a role is no role', async (role) => {
  const known = { org_id: 1, provider_id: 45, patient_id: 89 };
  expect(await refusalOf({ role, ...known })).toContain('no role');
});
