import { expect, test } from 'vitest';
import { Administrator } from '../../../src/people/administrator.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import { viewersOf } from '../../support/people/viewers.ts';

const clinic = useClinic();
const { viewerOf, refusalOf } = viewersOf(clinic);

const VOUCHED = /^admin-sub-[\w-]{22}$/;
const vouched = (claims: object) => viewerOf({ role: 'ADMIN', org_id: 1, ...claims });

test.each([
  '1',
  '01',
  '1 ',
  ' 1',
  'sub-1',
  'admin-1',
  'command',
  'system',
  'organization',
  '../1',
  'Jörg',
  '%s',
])(
  'an admin whom the issuer alone knows, as %j, has no name of somebody on record or of the server',
  async (sub) => {
    expect((await vouched({ sub }))?.id).toMatch(VOUCHED);
  },
);

test('admins whom issuers alone know have a name each, and keep it', async () => {
  const accounts = [
    { sub: '1' },
    { sub: '1 ' },
    { sub: '01' },
    { sub: 'a' },
    { sub: 'A' },
    { sub: '1', iss: 'https://one.example.org' },
    { sub: '1', iss: 'https://two.example.org' },
    { sub: 'https://one.example.org', iss: '1' },
  ];
  const names = await Promise.all(accounts.map(async (claims) => (await vouched(claims))?.id));
  expect(new Set(names).size).toBe(accounts.length);
  const later = await Promise.all(accounts.map(async (claims) => (await vouched(claims))?.id));
  expect(later).toEqual(names);
});

const NO_SUBJECTS = [
  1,
  0,
  true,
  null,
  '',
  [],
  ['1'],
  { id: '1' },
  '\u0000',
  'a\nb',
  '\ud800',
  'x'.repeat(256),
];
test.each(NO_SUBJECTS.map((sub) => ({ sub })))(
  'a subject that is none vouches for nobody: %j',
  async ({ sub }) => {
    expect(await refusalOf({ role: 'ADMIN', org_id: 1, sub })).toContain('names no person');
  },
);

test('nobody’s issuer is guessed: with one that is malformed the subject counts for nothing', async () => {
  for (const iss of [7, null, ['https://one.example.org'], {}, 'a\nb'])
    expect(await refusalOf({ role: 'ADMIN', org_id: 1, sub: '1', iss })).toContain('names no person');
});

test('the record tells an admin on record and one whom the issuer alone knows apart', async () => {
  const set = (who: object) =>
    clinic
      .person({ role: 'ADMIN', org_id: 1, ...who })
      .graphql('mutation { changeJitsiSetting(key: "jitsi.e2ee", value: "true") { key } }');
  await set({ sub: '1' });
  await set({ sub: '2', email: 'admin@example.com' });
  const [first, second, ...others] = (await clinic.auditLog()).map(({ actor }) => actor);
  expect(first).toMatch(VOUCHED);
  expect([second, others]).toEqual(['admin-1', []]);
});

test('an admin whose record arrives has its number from then on', async () => {
  const claims = { sub: 'front-desk', email: 'front.desk@example.com' };
  expect((await vouched(claims))?.id).toMatch(VOUCHED);
  await clinic.em.insert(Administrator, { id: 7, orgId: 1, name: 'Front Desk', email: claims.email });
  expect(await vouched(claims)).toMatchObject({ id: 'admin-7', name: 'Front Desk' });
});
