import { createCipheriv, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { reportKeys, rotate } from '../../../src/commands/encryption-keys.ts';
import { organizationContext } from '../../../src/commands/organization-context.ts';
import { readConfig } from '../../../src/config/config.ts';
import { changeSetting } from '../../../src/organizations/change-setting.ts';
import { jitsiSettings } from '../../../src/organizations/jitsi/jitsi-settings.ts';
import { listOrganizations } from '../../../src/organizations/list-organizations.ts';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();

const KEYS = ['the first key', 'the second key', 'the third key'].map((name) => Buffer.alloc(32, name));
const SECRET = 'the-jitsi-secret-of-practice-1-0123456789';
const OTHER_SECRET = 'the-jitsi-secret-of-practice-2-0123456789';

/** The command line with these keys, the encrypting one first. */
async function operator(...keys: (Buffer | undefined)[]) {
  const [CONFIG_ENCRYPTION_KEY, ...others] = keys.map((key) => String(key?.toString('base64url')));
  const { config, secrets } = readConfig({ CONFIG_ENCRYPTION_KEY, CONFIG_DECRYPTION_KEYS: others.join() });
  const { db } = clinic.database;
  const at = (orgId: number) => organizationContext({ db, config, secrets }, orgId);
  const all = await Promise.all((await listOrganizations(db)).map(({ id }) => at(id)));
  const ids = secrets.keyring.map(({ id }) => id) as [string, ...string[]]; // a keyring has a key
  return {
    ids,
    set: async (orgId: number, value: string, key = 'jitsi.app_secret') =>
      changeSetting((await at(orgId)).caller, { key, value }),
    keys: () => reportKeys(all, secrets.keyring),
    rotate: async (orgId?: number) => rotate(orgId ? [await at(orgId)] : all, secrets.keyring),
    /** With which the organization's tokens are signed. */
    secret: async (orgId: number) => (await jitsiSettings(await at(orgId), orgId)).appSecret,
  };
}

const write = (orgId: number, key: string, value: string) =>
  clinic.em.execute(
    'insert into org_config values (?, ?, ?) on conflict (org_id, config_key) do update set config_value = excluded.config_value',
    [orgId, key, value],
  );

async function stored() {
  const rows = await clinic.em.execute<{ org_id: number; config_key: string; config_value: string }[]>(
    'select * from org_config order by org_id, config_key',
  );
  return rows.map(
    ({ org_id, config_key, config_value }) => [`${org_id} ${config_key}`, config_value] as const,
  );
}

const keyIds = async () => (await stored()).map(([, value]) => value.split(':')[2]);

async function onRecord() {
  const rows = await clinic.em.execute(
    "select org_id, action, actor, door, detail from audit_entries where action like 'rotate%' order by id",
  );
  return rows as object[];
}

test('a rotation brings every organization under the newest key; the key of before is then of no use', async () => {
  const [first, second] = KEYS;
  const before = await operator(first);
  await before.set(1, SECRET);
  await before.set(2, OTHER_SECRET);

  const during = await operator(second, first);
  expect((await during.keys()).lines).toEqual([
    `${during.ids[0]} (encrypts): 0`,
    `${during.ids[1]} (decrypts): 2, 2 to be rotated`,
  ]);
  expect([await during.secret(1), await during.secret(2)]).toEqual([SECRET, OTHER_SECRET]);
  expect(await during.rotate()).toEqual({
    lines: ['Rotated: 2', `${during.ids[0]} (encrypts): 2`, `${during.ids[1]} (decrypts): 0`],
    fine: true,
  });

  const after = await operator(second);
  expect([await after.secret(1), await after.secret(2)]).toEqual([SECRET, OTHER_SECRET]);
  await expect(before.secret(1)).rejects.toThrow(
    'jitsi.app_secret cannot be decrypted with this CONFIG_ENCRYPTION_KEY',
  );
});

test('each organization has its rotation on record, with how many and under which key, and no value', async () => {
  const before = await operator(KEYS[0]);
  await before.set(1, SECRET);
  await before.set(2, OTHER_SECRET);
  const during = await operator(KEYS[1], KEYS[0]);
  await during.rotate();
  const entry = {
    action: 'rotate the encryption key',
    actor: 'command',
    door: 'command',
    detail: `1 under key ${during.ids[0]}`,
  };
  expect(await onRecord()).toEqual([
    { org_id: 1, ...entry },
    { org_id: 2, ...entry },
  ]);
});

test('again, it finds nothing to do and puts nothing on record', async () => {
  await (await operator(KEYS[0])).set(1, SECRET);
  const during = await operator(KEYS[1], KEYS[0]);
  await during.rotate();
  const values = await stored();
  expect((await during.rotate()).lines[0]).toBe('Rotated: 0');
  expect(await stored()).toEqual(values);
  expect(await onRecord()).toHaveLength(1);
});

test('one organization alone can be rotated', async () => {
  const before = await operator(KEYS[0]);
  await before.set(1, SECRET);
  await before.set(2, OTHER_SECRET);
  const during = await operator(KEYS[1], KEYS[0]);
  await during.rotate(2);
  expect(await keyIds()).toEqual([during.ids[1], during.ids[0]]);
});

test('interrupted in the middle of an organization, that one is as it was and those before it are done; once more does the rest', async () => {
  const before = await operator(KEYS[0]);
  await before.set(1, SECRET);
  await before.set(2, OTHER_SECRET);
  await write(2, 'telehealth.jitsi.appSecret', SECRET);
  await before.secret(2);
  await expect.poll(async () => (await stored()).every(([, value]) => value.startsWith('enc:'))).toBe(true);
  await clinic.em.execute(`create function power_cut() returns trigger language plpgsql as $$
    begin if new.org_id = 2 and new.config_key like 'telehealth%' then raise exception 'the power is cut'; end if; return new; end $$`);
  await clinic.em.execute(
    'create trigger power_cut before update on org_config for each row execute function power_cut()',
  );

  const during = await operator(KEYS[1], KEYS[0]);
  try {
    await expect(during.rotate()).rejects.toThrow('the power is cut');
    expect(await keyIds()).toEqual([during.ids[0], during.ids[1], during.ids[1]]);
    expect(await onRecord()).toHaveLength(1);
    expect(await during.secret(2)).toBe(OTHER_SECRET);
  } finally {
    await clinic.em.execute('drop trigger power_cut on org_config');
    await clinic.em.execute('drop function power_cut');
  }
  expect((await during.rotate()).lines[0]).toBe('Rotated: 2');
  expect(await keyIds()).toEqual(Array(3).fill(during.ids[0]));
});

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
