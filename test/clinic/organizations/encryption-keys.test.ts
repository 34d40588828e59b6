import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { KEYS, OTHER_SECRET, operatorOf, SECRET } from '../../support/people/operator.ts';

const clinic = useClinic();
const { operator, write, stored, keyIds } = operatorOf(clinic);

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
