import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { list, SECRET, settingsOf } from '../../support/people/settings.ts';

const clinic = useClinic();
const { change, check, setting, write, stored } = settingsOf(clinic);

test('an admin sees every setting in its order, and what counts while nothing is set', async () => {
  const { data } = await list(clinic.admin);
  const unset = {
    value: null,
    isSet: false,
    isReadable: true,
    minimum: null,
    maximum: null,
    choices: null,
  };
  const flag = (key: string) => ({ key, kind: 'FLAG', ...unset, default: 'false' });
  expect(data?.organizationSettings).toEqual([
    { key: 'clinic.time_zone', kind: 'ZONE', ...unset, default: 'UTC' },
    { key: 'clinic.phone', kind: 'PHONE', ...unset, default: null },
    { key: 'clinic.language', kind: 'LANGUAGE', ...unset, default: 'en' },
    { key: 'visit.telehealth_types', kind: 'WORD_LIST', ...unset, default: null },
    { key: 'visit.auto_end_hours', kind: 'HOURS', ...unset, default: '24', minimum: 1, maximum: 72 },
    { ...flag('jitsi.enabled'), default: 'true' },
    { key: 'jitsi.server_url', kind: 'URL', ...unset, default: null },
    { key: 'jitsi.app_id', kind: 'WORD', ...unset, default: 'ciyex-telehealth' },
    { key: 'jitsi.app_secret', kind: 'SECRET', ...unset, default: null },
    { key: 'jitsi.default_ttl', kind: 'SECONDS', ...unset, default: '3600', minimum: 60, maximum: 14_400 },
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
    minimum: 60,
    maximum: 14_400,
    choices: null,
  };
  expect(data?.changeOrganizationSettings[0]).toEqual(set);
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
      key: 'jitsi.app_secret',
      ok: false,
      sentence: 'Settings: jitsi.app_secret cannot be decrypted with this CONFIG_ENCRYPTION_KEY',
    },
  ]);
  expect(
    (await change(clinic.admin, 'jitsi.app_secret', SECRET)).data?.changeOrganizationSettings[0],
  ).toMatchObject({
    isReadable: true,
  });
});

test('null takes a setting back, whatever its spelling was', async () => {
  await change(clinic.admin, 'jitsi.app_id', 'practice-1');
  await write('telehealth.jitsi.appId', 'older');
  await write('telehealth_jitsi_app_id', 'oldest');
  await write('telehealth_jitsi_app_secret', SECRET);
  expect(
    (await change(clinic.admin, 'jitsi.app_id', null)).data?.changeOrganizationSettings[0],
  ).toMatchObject({
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
