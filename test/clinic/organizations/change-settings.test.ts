import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { SECRET, settingsOf } from '../../support/people/settings.ts';

const clinic = useClinic();
const { change, changeAll, check, setting, write, stored } = settingsOf(clinic);

async function organization() {
  const { data } = await clinic.jane.graphql<{ viewer: { organization: object } }>(
    '{ viewer { organization { timeZone phone language } } }',
  );
  return data?.viewer.organization;
}

test('settings that belong together are changed together', async () => {
  const { data } = await changeAll(clinic.admin, [
    { key: 'jitsi.server_url', value: 'https://meet.example.org' },
    { key: 'jitsi.app_secret', value: SECRET },
    { key: 'visit.auto_end_hours', value: '12' },
  ]);
  expect(data?.changeOrganizationSettings.map(({ key, value, isSet }) => [key, value, isSet])).toEqual([
    ['jitsi.server_url', 'https://meet.example.org', true],
    ['jitsi.app_secret', null, true],
    ['visit.auto_end_hours', '12', true],
  ]);
});

test('if one of them is refused, none is changed, and the answer says which', async () => {
  const answer = await changeAll(clinic.admin, [
    { key: 'jitsi.app_id', value: 'practice-1' },
    { key: 'clinic.time_zone', value: 'Europe/Berlin' },
    { key: 'visit.auto_end_hours', value: '73' },
  ]);
  expect(answer).toBeRefused('BAD_USER_INPUT');
  expect(answer.errors?.[0]).toMatchObject({
    message: 'visit.auto_end_hours must be 1 to 72 hours',
    extensions: { field: ['changes', 2, 'value'] },
  });
  expect(await stored()).toEqual({});
  expect(await organization()).toMatchObject({ timeZone: 'UTC' });
});

test('a setting is never taken back by leaving its value out', async () => {
  await change(clinic.admin, 'jitsi.app_id', 'practice-1');
  expect(await changeAll(clinic.admin, [{ key: 'jitsi.app_id' }])).toBeRefused('BAD_USER_INPUT');
  const CHANGE =
    'mutation ($key: ID!, $value: String) { changeJitsiSetting(key: $key, value: $value) { isSet } }';
  const forgotten = await clinic.admin.graphql(CHANGE, { key: 'jitsi.app_id' });
  expect(forgotten).toBeRefused('BAD_USER_INPUT');
  expect(await setting('jitsi.app_id')).toMatchObject({ value: 'practice-1' });

  await clinic.admin.graphql(CHANGE, { key: 'jitsi.app_id', value: null });
  expect(await setting('jitsi.app_id')).toMatchObject({ isSet: false });
});

test('no setting is named twice, and no change is no change', async () => {
  const twice = [
    { key: 'jitsi.app_id', value: 'one' },
    { key: 'jitsi.app_id', value: 'two' },
  ];
  expect(await changeAll(clinic.admin, twice)).toBeRefused('BAD_USER_INPUT');
  expect(await changeAll(clinic.admin, [])).toBeRefused('BAD_USER_INPUT');
});

test('each key is on record, in order and without its value', async () => {
  await changeAll(clinic.admin, [
    { key: 'clinic.phone', value: '+4930901820' },
    { key: 'jitsi.app_secret', value: SECRET },
    { key: 'visit.auto_end_hours', value: null },
  ]);
  const { data } = await clinic.admin.graphql<{ auditLog: { nodes: object[] } }>(
    '{ auditLog { nodes { action subject detail } } }',
  );
  const entryOf = (key: string) => ({ action: 'change a setting', subject: key, detail: key });
  expect(data?.auditLog.nodes).toEqual(
    ['clinic.phone', 'jitsi.app_secret', 'visit.auto_end_hours'].toReversed().map(entryOf),
  );
});

test('zone, phone and language are the organization’s own columns', async () => {
  await changeAll(clinic.admin, [
    { key: 'clinic.time_zone', value: 'America/New_York' },
    { key: 'clinic.phone', value: '+12025550123' },
    { key: 'clinic.language', value: 'es' },
  ]);
  expect(await organization()).toEqual({
    timeZone: 'America/New_York',
    phone: '+12025550123',
    language: 'es',
  });
  expect(await stored()).toEqual({});
  expect(await setting('clinic.time_zone')).toMatchObject({ value: 'America/New_York', isSet: true });
  expect(await setting('clinic.time_zone', clinic.otherAdmin)).toMatchObject({ isSet: false });

  await changeAll(clinic.admin, [
    { key: 'clinic.time_zone', value: null },
    { key: 'clinic.phone', value: null },
    { key: 'clinic.language', value: null },
  ]);
  expect(await organization()).toEqual({ timeZone: 'UTC', phone: null, language: 'en' });
});

test('what an EHR writes into the columns counts, and the table refuses what makes no sense', async () => {
  await clinic.em.execute("update organizations set time_zone = 'Asia/Kolkata' where id = 1");
  expect(await setting('clinic.time_zone')).toMatchObject({ value: 'Asia/Kolkata', isSet: true });
  for (const wrong of [
    "time_zone = 'EST'",
    "time_zone = '+05:30'",
    "time_zone = 'Mars/Olympus'",
    "time_zone = ''",
    "phone = '030 901820'",
    "language = 'Spanish, please'",
  ])
    await expect(clinic.em.execute(`update organizations set ${wrong}`)).rejects.toThrow();
});

test("the server's role writes these three columns of its own organization, and nothing else of any", async () => {
  const inPractice1 = () =>
    clinic.database.em.fork({ session: { variables: { role: 'readyroom_app', 'app.org_id': '1' } } });
  await inPractice1().execute("update organizations set time_zone = 'Europe/Berlin', phone = '+4930901820'");
  const zones = await clinic.em.execute('select id, time_zone from organizations order by id');
  expect(zones).toEqual([
    { id: 1, time_zone: 'Europe/Berlin' },
    { id: 2, time_zone: 'UTC' },
  ]);
  await expect(inPractice1().execute("update organizations set name = 'Mine'")).rejects.toThrow(
    'permission denied',
  );
});

test.each([
  ['clinic.time_zone', 'EST', 'must be UTC or a time zone such as Europe/Berlin'],
  ['clinic.time_zone', '+05:30', 'must be UTC or a time zone such as Europe/Berlin'],
  ['clinic.time_zone', 'Mars/Olympus', 'must be UTC or a time zone such as Europe/Berlin'],
  ['clinic.phone', '030 901820', 'must be a phone number such as +4930901820'],
  ['clinic.language', 'Spanish, please', 'must be a language such as en or es-MX'],
  ['visit.auto_end_hours', '0', 'must be 1 to 72 hours'],
  ['visit.auto_end_hours', '1.5', 'must be 1 to 72 hours'],
  ['visit.auto_end_hours', '024', 'must be 1 to 72 hours'],
  ['visit.telehealth_types', '', 'must be 1 to 50 entries of 1 to 100 characters, separated by commas'],
  ['visit.telehealth_types', 'a,,b', 'must be 1 to 50 entries of 1 to 100 characters, separated by commas'],
])('%s is not set to "%s": the answer says why', async (key, value, problem) => {
  const answer = await change(clinic.admin, key, value);
  expect(answer).toBeRefused('BAD_USER_INPUT');
  expect(answer.errors?.[0]?.message).toBe(`${key} ${problem}`);
  expect(await stored()).toEqual({});
});

test('a list of visit types that an admin sets counts from the next start', async () => {
  const id = await clinic.book({ visitType: 'MOBILE_ANY_GROUP' });
  expect(await clinic.john.start(id)).toBeRefused('BAD_USER_INPUT');
  await change(clinic.admin, 'visit.telehealth_types', 'Kiosk, mobile_any_group');
  expect((await clinic.john.start(id)).errors).toBeUndefined();
});

test.each([
  ['visit.auto_end_hours', 'a day'],
  ['visit.telehealth_types', 'Kiosk,,'],
])('%s, broken by hand, is found, counts as not set, and closes no visit', async (key, value) => {
  await write(key, value);
  expect(await check()).toContainEqual({
    code: 'SETTINGS',
    key,
    ok: false,
    sentence: expect.stringMatching(new RegExp(`^Settings: ${key} must .*It counts as not set$`)),
  });
  expect((await clinic.john.start(await clinic.book())).errors).toBeUndefined();
});

test('a row for a setting that is a column is found, and counts for nothing', async () => {
  await write('clinic.time_zone', 'Europe/Berlin');
  expect(await organization()).toMatchObject({ timeZone: 'UTC' });
  expect(await setting('clinic.time_zone')).toMatchObject({ isSet: false });
  expect(await check()).toContainEqual(
    expect.objectContaining({ code: 'SETTINGS', key: 'clinic.time_zone', ok: false }),
  );
});

test('the operations of earlier clients know the settings of video visits alone', async () => {
  const { data } = await clinic.admin.graphql<{ jitsiSettings: { key: string }[] }>(
    '{ jitsiSettings { key kind } jitsiFindings { code ok sentence } }',
  );
  expect(data?.jitsiSettings.filter(({ key }) => !key.startsWith('jitsi.'))).toEqual([]);
  expect(data).toMatchObject({ jitsiFindings: [{ code: 'PRACTICE_ROOM' }] });
  const zone = 'mutation { changeJitsiSetting(key: "clinic.time_zone", value: "Europe/Berlin") { key } }';
  expect(await clinic.admin.graphql(zone)).toBeRefused('BAD_USER_INPUT');
});
