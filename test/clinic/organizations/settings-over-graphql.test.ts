import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { OrgSetting } from '../../../src/organizations/org-setting.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import type { Person } from '../../support/people/person.ts';
import { openJitsi } from '../../support/servers/jitsi.ts';

const clinic = useClinic();

const SECRET = 'the-secret-of-the-practice-0123456789abcdefgh';

interface Setting {
  key: string;
  kind: string;
  value: string | null;
  isSet: boolean;
  isReadable: boolean;
  default: string | null;
}

const SETTING = '{ key kind value isSet isReadable default }';
const list = (person: Person) => person.graphql<{ jitsiSettings: Setting[] }>(`{ jitsiSettings ${SETTING} }`);
const change = (person: Person, key: string, value: string | null) =>
  person.graphql<{ changeJitsiSetting: Setting }>(
    `mutation ($key: ID!, $value: String) { changeJitsiSetting(key: $key, value: $value) ${SETTING} }`,
    { key, value },
  );
const check = async () => {
  const { data } = await clinic.admin.graphql<{
    jitsiFindings: { code: string; ok: boolean | null; sentence: string }[];
  }>('{ jitsiFindings { code ok sentence } }');
  return data?.jitsiFindings ?? [];
};

async function setting(key: string, person = clinic.admin) {
  return (await list(person)).data?.jitsiSettings.find((one) => one.key === key);
}

/** Writes a row by hand, as an administrator of the database would. */
const write = (configKey: string, configValue: string) =>
  clinic.em.insert(OrgSetting, { orgId: 1, configKey, configValue });
const stored = async () =>
  Object.fromEntries(
    (await clinic.em.find(OrgSetting, {})).map(({ configKey, configValue }) => [configKey, configValue]),
  );

test('an admin sees every setting in its order, and what counts while nothing is set', async () => {
  const { data } = await list(clinic.admin);
  const unset = { value: null, isSet: false, isReadable: true };
  const flag = (key: string) => ({ key, kind: 'FLAG', ...unset, default: 'false' });
  expect(data?.jitsiSettings).toEqual([
    { ...flag('jitsi.enabled'), default: 'true' },
    { key: 'jitsi.server_url', kind: 'URL', ...unset, default: null },
    { key: 'jitsi.app_id', kind: 'WORD', ...unset, default: 'ciyex-telehealth' },
    { key: 'jitsi.app_secret', kind: 'SECRET', ...unset, default: null },
    { key: 'jitsi.default_ttl', kind: 'SECONDS', ...unset, default: '3600' },
    { key: 'jitsi.issuer', kind: 'WORD', ...unset, default: 'ciyex-app' },
    { key: 'jitsi.subject', kind: 'WORD', ...unset, default: null },
    { ...flag('jitsi.share_email'), default: 'true' },
    flag('jitsi.token_in_fragment'),
    flag('jitsi.e2ee'),
    ...[
      'recording',
      'livestreaming',
      'transcription',
      'outbound-call',
      'inbound-call',
      'sip-outbound-call',
      'sip-inbound-call',
      'file-upload',
    ].map((feature) => flag(`jitsi.features.${feature}`)),
  ]);
});

test('what an admin sets is answered, listed, and counts at the next visit', async () => {
  const { data } = await change(clinic.admin, 'jitsi.default_ttl', '90');
  const set = {
    key: 'jitsi.default_ttl',
    kind: 'SECONDS',
    value: '90',
    isSet: true,
    isReadable: true,
    default: '3600',
  };
  expect(data?.changeJitsiSetting).toEqual(set);
  expect(await setting('jitsi.default_ttl')).toEqual(set);

  const started = await clinic.john.start(await clinic.book());
  expect(started.data?.startTelehealthSession.join.expiresIn).toBe(90);
});

test('a setting is changed as often as one likes', async () => {
  await change(clinic.admin, 'jitsi.issuer', 'first');
  await change(clinic.admin, 'jitsi.issuer', 'second');
  expect(await setting('jitsi.issuer')).toMatchObject({ value: 'second' });
});

test('a secret is only said to be set, is stored encrypted, and signs the next visit', async () => {
  await change(clinic.admin, 'jitsi.server_url', 'https://meet.example.org');
  const answers = [
    await change(clinic.admin, 'jitsi.app_secret', SECRET),
    await list(clinic.admin),
    await check(),
  ];
  expect(await setting('jitsi.app_secret')).toMatchObject({
    value: null,
    isSet: true,
    isReadable: true,
    default: null,
  });
  expect(JSON.stringify([answers, await stored()])).not.toContain(SECRET);

  const { data } = await clinic.john.start(await clinic.book());
  await jwtVerify(String(data?.startTelehealthSession.join.token), new TextEncoder().encode(SECRET));
});

test('a secret that this server cannot decrypt is said to be unreadable, until another one is set', async () => {
  await write('jitsi.app_secret', 'enc:v1:AAAA');
  expect(await setting('jitsi.app_secret')).toMatchObject({ value: null, isSet: true, isReadable: false });
  expect(await check()).toEqual([
    {
      code: 'SETTINGS',
      ok: false,
      sentence: 'Settings: jitsi.app_secret cannot be decrypted with this CONFIG_ENCRYPTION_KEY',
    },
  ]);
  expect((await change(clinic.admin, 'jitsi.app_secret', SECRET)).data?.changeJitsiSetting).toMatchObject({
    isReadable: true,
  });
});

test('null takes a setting back, whatever its spelling was', async () => {
  await change(clinic.admin, 'jitsi.app_id', 'practice-1');
  await write('telehealth.jitsi.appId', 'older');
  await write('telehealth_jitsi_app_id', 'oldest');
  await write('telehealth_jitsi_app_secret', SECRET);
  expect((await change(clinic.admin, 'jitsi.app_id', null)).data?.changeJitsiSetting).toMatchObject({
    value: null,
    isSet: false,
    default: 'ciyex-telehealth',
  });
  expect(Object.keys(await stored())).toEqual(['telehealth_jitsi_app_secret']);
  expect((await change(clinic.admin, 'jitsi.app_id', null)).errors).toBeUndefined();
});

test('a setting in an older spelling is shown under its present name', async () => {
  await write('telehealth.jitsi.serverUrl', 'https://meet.example.org');
  expect(await setting('jitsi.server_url')).toMatchObject({ value: 'https://meet.example.org', isSet: true });
});

test("the domain is the server's own host, as long as nothing else is set, and even if its address is broken", async () => {
  await change(clinic.admin, 'jitsi.server_url', 'https://meet.example.org:8443/clinic');
  expect(await setting('jitsi.subject')).toMatchObject({ default: 'meet.example.org', isSet: false });
  await change(clinic.admin, 'jitsi.server_url', null);
  await write('jitsi.server_url', 'meet.example.org');
  expect(await setting('jitsi.subject')).toMatchObject({ default: null });
});

test.each([
  ['jitsi.app_secret', 'short-secret', 'jitsi.app_secret must have at least 32 bytes'],
  [
    'jitsi.server_url',
    'javascript:alert(1)',
    'jitsi.server_url must be a URL such as https://meet.example.org',
  ],
  [
    'jitsi.server_url',
    'https://joe:password@meet.example.org',
    'jitsi.server_url must hold no credentials, query or fragment',
  ],
  ['jitsi.app_id', 'two words', 'jitsi.app_id must be one word'],
  ['jitsi.default_ttl', '1e9', 'jitsi.default_ttl must be 60 to 14400 seconds'],
  ['jitsi.e2ee', 'yes', 'jitsi.e2ee must be true or false'],
  ['jitsi.e2ee', '', 'jitsi.e2ee must be true or false'],
])('%s is not set to %s: the answer says why, and does not repeat it', async (key, value, sentence) => {
  const answer = await change(clinic.admin, key, value);
  expect(answer).toBeRefused('BAD_USER_INPUT');
  expect(answer.errors?.[0]?.message).toBe(sentence);
  expect(await stored()).toEqual({});
});

test.each(['jitsi.colour', 'telehealth.jitsi.appId', 'constructor', 'smtp.host'])(
  'there is no setting %s',
  async (key) => {
    await write('smtp.host', 'mail.example.org');
    expect(await change(clinic.admin, key, null)).toBeRefused('BAD_USER_INPUT');
    expect(await stored()).toEqual({ 'smtp.host': 'mail.example.org' });
  },
);

test('every attempt to change a setting is on record, without its value', async () => {
  await change(clinic.admin, 'jitsi.app_secret', SECRET);
  await change(clinic.admin, 'jitsi.app_secret', null);
  await change(clinic.admin, 'jitsi.app_id', 'two words');
  await change(clinic.john, 'jitsi.app_id', 'practice-1');
  const { data } = await clinic.admin.graphql(
    '{ auditLog { nodes { actor action door allowed code detail } } }',
  );
  const attempt = { actor: 'admin-1', action: 'change a setting', door: 'graphql' };
  expect(data).toEqual({
    auditLog: {
      nodes: [
        { ...attempt, actor: 'provider-45', allowed: false, code: 'FORBIDDEN', detail: null },
        { ...attempt, allowed: false, code: 'BAD_USER_INPUT', detail: null },
        { ...attempt, allowed: true, code: null, detail: 'jitsi.app_secret' },
        { ...attempt, allowed: true, code: null, detail: 'jitsi.app_secret' },
      ],
    },
  });
});

test('an admin sees and changes the settings of their own organization only', async () => {
  await change(clinic.admin, 'jitsi.app_id', 'practice-1');
  expect(await setting('jitsi.app_id', clinic.otherAdmin)).toMatchObject({ isSet: false });
  await change(clinic.otherAdmin, 'jitsi.app_id', null);
  expect(await setting('jitsi.app_id')).toMatchObject({ value: 'practice-1' });
});

test('others than admins learn nothing of the settings, not even what a value must look like', async () => {
  for (const person of [clinic.john, clinic.jane]) {
    expect(await list(person)).toBeRefused('FORBIDDEN');
    expect(await change(person, 'jitsi.app_id', 'two words')).toBeRefused('FORBIDDEN');
    expect(await person.graphql('{ jitsiFindings { code } }')).toBeRefused('FORBIDDEN');
  }
});

test('without a Jitsi server, all is well in the practice room', async () => {
  expect(await check()).toEqual([
    { code: 'PRACTICE_ROOM', ok: true, sentence: expect.stringContaining('practice room') },
  ]);
});

test('what keeps the visits from working is found, one finding for each', async () => {
  await write('jitsi.enabled', 'false');
  await write('jitsi.app_id', 'practice-1');
  expect(await check()).toEqual([
    { code: 'SETTINGS', ok: false, sentence: 'Settings: it is turned off by jitsi.enabled' },
    { code: 'SETTINGS', ok: false, sentence: 'Settings: jitsi.app_secret is missing' },
  ]);
});

test('whether the Jitsi server answers is found, and what its people must look up', async () => {
  const jitsi = await openJitsi();
  await change(clinic.admin, 'jitsi.server_url', jitsi.url);
  await change(clinic.admin, 'jitsi.app_secret', SECRET);
  const findings = await check();
  expect(findings.map(({ code, ok }) => [code, ok])).toEqual([
    ['SETTINGS', true],
    ['SERVER', true],
    ['PROSODY_AUTHENTICATION', null],
    ['PROSODY_ISSUER', null],
    ['PROSODY_AUDIENCE', null],
    ['PROSODY_DOMAIN', null],
    ['PROSODY_AFFILIATION', null],
    ['JICOFO_OWNER', null],
    ['LOCAL_RECORDING', null],
  ]);

  jitsi.status = 503;
  expect(await check()).toContainEqual({
    code: 'SERVER',
    ok: false,
    sentence: `Server: ${jitsi.url} answers with 503`,
  });
  await jitsi.close();
  expect(await check()).toContainEqual({
    code: 'SERVER',
    ok: false,
    sentence: expect.stringContaining('does not answer'),
  });
});
