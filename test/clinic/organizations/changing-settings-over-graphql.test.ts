import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { list, SECRET, settingsOf } from '../../support/people/settings.ts';
import { openJitsi } from '../../support/servers/jitsi.ts';

const clinic = useClinic();
const { change, check, setting, write, stored } = settingsOf(clinic);

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
    expect(await person.graphql('{ organizationFindings { code } }')).toBeRefused('FORBIDDEN');
  }
});

test('without a Jitsi server, all is well in the practice room', async () => {
  expect(await check()).toEqual([
    {
      code: 'PRACTICE_ROOM',
      key: 'jitsi.server_url',
      ok: true,
      sentence: expect.stringContaining('practice room'),
    },
  ]);
});

test('what keeps the visits from working is found, one finding for each', async () => {
  await write('jitsi.enabled', 'false');
  await write('jitsi.app_id', 'practice-1');
  expect(await check()).toEqual([
    {
      code: 'SETTINGS',
      key: 'jitsi.enabled',
      ok: false,
      sentence: 'Settings: it is turned off by jitsi.enabled',
    },
    {
      code: 'SETTINGS',
      key: 'jitsi.app_secret',
      ok: false,
      sentence: 'Settings: jitsi.app_secret is missing',
    },
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
    key: 'jitsi.server_url',
    ok: false,
    sentence: `Server: ${jitsi.url} answers with 503`,
  });
  await jitsi.close();
  expect(await check()).toContainEqual({
    code: 'SERVER',
    key: 'jitsi.server_url',
    ok: false,
    sentence: expect.stringContaining('does not answer'),
  });
});
