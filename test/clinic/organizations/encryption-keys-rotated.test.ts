import { createCipheriv, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { KEYS, OTHER_SECRET, operatorOf, SECRET } from '../../support/people/operator.ts';

const clinic = useClinic();
const { operator, write, stored, keyIds } = operatorOf(clinic);

test('a secret that is set while its organization is rotated is the one that counts', async () => {
  const [one, other] = [await operator(KEYS[1], KEYS[0]), await operator(KEYS[0], KEYS[1])];
  await one.set(1, SECRET);
  for (let round = 0; round < 20; round++) {
    const secret = `${OTHER_SECRET}-${round}`;
    await Promise.all([other.rotate(1), one.rotate(1), one.set(1, secret)]);
    expect(await one.secret(1)).toBe(secret);
  }
});

test('what none of the keys opens stays as it is, is counted under the key that it would take, and holds nobody else up', async () => {
  const lost = await operator(KEYS[2]);
  await lost.set(1, SECRET);
  await write(1, 'telehealth.jitsi.appSecret', 'enc:v1:AAAA');
  await (await operator(KEYS[0])).set(2, OTHER_SECRET);
  const during = await operator(KEYS[1], KEYS[0]);
  expect(await during.rotate()).toEqual({
    lines: [
      'Rotated: 1',
      `${during.ids[0]} (encrypts): 1`,
      `${during.ids[1]} (decrypts): 0`,
      `${lost.ids[0]}: 1, 1 cannot be decrypted`,
      'an unknown key: 1, 1 cannot be decrypted',
    ],
    fine: false,
  });
  expect(await keyIds()).toEqual([lost.ids[0], 'AAAA', during.ids[0]]);
});

test('secrets of the first format and in clear are rotated, too', async () => {
  const first = KEYS[0] ?? Buffer.alloc(32);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', first, nonce).setAAD(
    Buffer.from('org_config/1/jitsi.app_secret'),
  );
  const sealed = Buffer.concat([nonce, cipher.update(SECRET), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
  await write(1, 'jitsi.app_secret', `enc:v1:${sealed}`);
  await write(2, 'jitsi.app_secret', OTHER_SECRET);

  const during = await operator(KEYS[1], first);
  expect((await during.keys()).lines).toEqual([
    `${during.ids[0]} (encrypts): 0`,
    `${during.ids[1]} (decrypts): 1, 1 to be rotated`,
    'no key: 1, 1 to be rotated',
  ]);
  await during.rotate();
  expect(await keyIds()).toEqual([during.ids[0], during.ids[0]]);
  expect([await during.secret(1), await during.secret(2)]).toEqual([SECRET, OTHER_SECRET]);
});

test('a data key of another organization, or of another value, closes the visits of whoever has it, and nobody else’s', async () => {
  const { set, secret } = await operator(KEYS[0]);
  await set(1, SECRET);
  await set(2, OTHER_SECRET);
  const [[, one = ''] = [], [, two = ''] = []] = await stored();
  const [mine, theirs] = [one.split(':'), two.split(':')];
  await write(1, 'jitsi.app_secret', mine.with(3, String(theirs[3])).join(':'));
  await expect(secret(1)).rejects.toThrow(
    'jitsi.app_secret cannot be decrypted with this CONFIG_ENCRYPTION_KEY',
  );
  expect(await secret(2)).toBe(OTHER_SECRET);
});

/** Every row of every table, as text. */
async function dump() {
  const tables = await clinic.em.execute<{ name: string }[]>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables",
  );
  const rows: unknown[] = [];
  for (const { name } of tables) rows.push(await clinic.em.execute(`select t::text as row from ${name} t`));
  return JSON.stringify(rows);
}

function expectNoSecretIn(rows: string) {
  expect(rows).toContain('enc:v2:');
  for (const hidden of [SECRET, OTHER_SECRET, ...KEYS].map((text) => Buffer.from(text)))
    for (const encoding of ['latin1', 'base64', 'base64url', 'hex'] as const)
      expect(rows.toLowerCase()).not.toContain(hidden.toString(encoding).replace(/=+$/, '').toLowerCase());
}

test('whoever reads every table of the database finds no secret in it, and no key, from the moment it is set', async () => {
  const during = await operator(KEYS[1], KEYS[0]);
  await (await operator(KEYS[0])).set(1, SECRET);
  await during.set(2, OTHER_SECRET);
  // Before anybody reads it, or rotates: what was in clear would then be encrypted.
  expectNoSecretIn(await dump());

  await during.rotate();
  await clinic.admin.graphql('{ jitsiSettings { key value } jitsiFindings { sentence } }');
  expectNoSecretIn(await dump());
});
