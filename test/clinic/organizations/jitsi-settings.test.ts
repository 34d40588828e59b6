import { decodeJwt, jwtVerify } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import { jitsiOptions } from '../../../src/organizations/jitsi/jitsi-options.ts';
import { jitsiSettings } from '../../../src/organizations/jitsi/jitsi-settings.ts';
import { asSystem } from '../../../src/platform/database/as-viewer.ts';
import { useClinic } from '../../support/clinic.ts';
import { demo } from '../../support/environments.ts';
import { type Answer, type Join, Person } from '../../support/people/person.ts';
import { SECRET as CALLERS_SECRET } from '../../support/people/secret.ts';

const clinic = useClinic();

const SECRET = 'the-jitsi-secret-of-practice-1-0123456789';
const OTHER_SECRET = 'the-jitsi-secret-of-practice-2-0123456789';
const SERVERS_SECRET = 'the-jitsi-secret-of-this-server-0123456789';

/** A Jitsi server of the practice's own. */
const OWN_JITSI = {
  'jitsi.server_url': 'https://meet.example.org',
  'jitsi.app_id': 'practice-1',
  'jitsi.app_secret': SECRET,
};

/** As the documentation prints it. */
const DOCUMENTED = `INSERT INTO org_config (org_id, config_key, config_value)
VALUES
(1, 'jitsi.enabled', 'true'),
(1, 'jitsi.server_url', 'https://meet.ciyex.com'),
(1, 'jitsi.app_id', 'practice-1'),
(1, 'jitsi.app_secret', 'encrypted-secret');`;

/** Writes rows by hand, as an administrator of the database would. */
async function configure(settings: Record<string, string>, orgId = 1) {
  for (const [key, value] of Object.entries(settings)) {
    await clinic.em.execute(
      'insert into org_config values (?, ?, ?) on conflict (org_id, config_key) do update set config_value = excluded.config_value',
      [orgId, key, value],
    );
  }
}

/** What the table holds. */
async function stored(key: string, orgId = 1) {
  const rows = await clinic.em.execute<{ config_value: string }[]>(
    'select config_value from org_config where org_id = ? and config_key = ?',
    [orgId, key],
  );
  return rows[0]?.config_value;
}

/** The stored secret, once the read that found it in clear has encrypted it. */
async function sealed(key = 'jitsi.app_secret', orgId = 1) {
  await expect.poll(() => stored(key, orgId)).toMatch(/^enc:v2:[\da-f]{16}:[\w-]+:[\w-]+$/);
  return String(await stored(key, orgId));
}

/** A server like the clinic's and on its database, in another environment. */
async function openServer(environment: Record<string, string>) {
  const { config, secrets } = readConfig({
    AUTH_JWT_SECRET: CALLERS_SECRET,
    LOG_LEVEL: 'silent',
    ...environment,
  });
  const { server } = await createApp(config, secrets, clinic.database);
  onTestFinished(() => server.close());
  return server.listen({ port: 0, host: '127.0.0.1' });
}

/** Starts the visit and gives back the way in. */
async function admission(id: string, provider = clinic.john): Promise<Join> {
  const { data, errors } = await provider.start(id);
  expect(errors).toBeUndefined();
  return (data as { startTelehealthSession: { join: Join } }).startTelehealthSession.join; // there is data when there are no errors
}

const john = (url: string) => new Person(url, { role: 'PROVIDER', org_id: 1, provider_id: 45 });

const isSignedWith = async (token: string, secret: string) =>
  jwtVerify(token, new TextEncoder().encode(secret)).then(
    () => true,
    () => false,
  );

/** The sentence that says why the organization has no video visits. */
function unavailability(answer: Answer<unknown>) {
  expect(answer).toBeRefused('UNAVAILABLE');
  return answer.errors?.[0]?.message;
}

const unavailable = (problem: string) =>
  `Video visits are not available for this organization: ${problem}. An administrator can mend it.`;

// What the settings do

test('the documented INSERT takes effect at once; what it prints in place of a secret is too short to be one', async () => {
  const id = await clinic.book();
  await admission(id);
  await clinic.em.execute(DOCUMENTED);
  expect(unavailability(await clinic.john.start(id))).toBe(
    unavailable('jitsi.app_secret must have at least 32 bytes'),
  );

  await configure({ 'jitsi.app_secret': SECRET });
  const { token, meetingUrl } = await admission(id);
  expect(meetingUrl).toBe(`https://meet.ciyex.com/apt123?jwt=${token}`);
  expect(decodeJwt(token)).toMatchObject({
    aud: 'practice-1',
    iss: 'ciyex-app',
    sub: 'meet.ciyex.com',
    room: 'apt123',
  });
  expect(await isSignedWith(token, SECRET)).toBe(true);
});

test.each([
  [{ 'jitsi.app_id': 'practice-one' }, { aud: 'practice-one' }],
  [{ 'jitsi.issuer': 'practice-one' }, { iss: 'practice-one' }],
  [{ 'jitsi.server_url': 'https://video.example.org' }, { sub: 'video.example.org' }],
  [{ 'jitsi.server_url': 'https://video.example.org:8443/clinic/' }, { sub: 'video.example.org' }],
  [{ 'jitsi.subject': 'meet.jitsi' }, { sub: 'meet.jitsi' }],
])('with %o the very next token says %o', async (change, claims) => {
  const id = await clinic.book();
  await configure(OWN_JITSI);
  const before = await admission(id);
  await configure(change);
  const after = await admission(id);
  expect(decodeJwt(before.token)).not.toMatchObject(claims);
  expect(decodeJwt(after.token)).toMatchObject(claims);
});

test("the meeting is on the organization's server, whatever slashes its address ends with", async () => {
  await configure({ ...OWN_JITSI, 'jitsi.server_url': 'https://video.example.org:8443/clinic//' });
  const { token, meetingUrl } = await admission(await clinic.book());
  expect(meetingUrl).toBe(`https://video.example.org:8443/clinic/apt123?jwt=${token}`);
});

test('tokens last as long as the organization says, unless the caller asks for another time', async () => {
  const id = await clinic.book();
  await configure({ ...OWN_JITSI, 'jitsi.default_ttl': '90' });
  expect((await admission(id)).expiresIn).toBe(90);
  expect((await clinic.john.start(id, 600)).data?.startTelehealthSession.join.expiresIn).toBe(600);
});

test('one organization’s settings are nothing to the other', async () => {
  await configure(OWN_JITSI);
  await clinic.book({ id: 124, orgId: 2, providerId: 61, patientId: 201 });
  const { token, meetingUrl } = await admission('124', clinic.outsider);
  expect(meetingUrl).toMatch(`${clinic.url}/meet/apt124?jwt=`);
  expect(await isSignedWith(token, SECRET)).toBe(false);
});

test.each([
  [
    'telehealth.jitsi.serverUrl',
    'telehealth.jitsi.appId',
    'telehealth.jitsi.appSecret',
    'telehealth.jitsi.defaultTokenTtl',
  ],
  [
    'telehealth_jitsi_server_url',
    'telehealth_jitsi_app_id',
    'telehealth_jitsi_app_secret',
    'telehealth_jitsi_default_token_ttl',
  ],
])(
  'the older spellings %s, %s … are read, and the present ones go before them',
  async (url, appId, appSecret, ttl) => {
    const id = await clinic.book();
    await configure({
      [url]: 'https://meet.example.org',
      [appId]: 'older',
      [appSecret]: SECRET,
      [ttl]: '90',
    });
    const older = await admission(id);
    expect(older).toMatchObject({
      meetingUrl: `https://meet.example.org/apt123?jwt=${older.token}`,
      expiresIn: 90,
    });
    expect(decodeJwt(older.token)).toMatchObject({ aud: 'older', sub: 'meet.example.org' });
    expect(await isSignedWith(older.token, SECRET)).toBe(true);
    expect(await sealed(appSecret)).not.toContain(SECRET);

    await configure({ 'jitsi.app_id': 'present' });
    expect(decodeJwt((await admission(id)).token)).toMatchObject({ aud: 'present' });
  },
);

test('what others keep in the same table does not matter', async () => {
  await configure({
    'smtp.host': 'mail.example.org',
    'jitsi.unheard_of': 'x',
    constructor: 'x',
    toString: 'x',
    valueOf: 'x',
  });
  expect((await clinic.john.start(await clinic.book())).errors).toBeUndefined();
});

// What Jitsi may do beyond video and chat

const FEATURES = [
  'recording',
  'livestreaming',
  'transcription',
  'outbound-call',
  'inbound-call',
  'sip-outbound-call',
  'sip-inbound-call',
  'file-upload',
];
const ALL_OFF = Object.fromEntries(FEATURES.map((feature) => [feature, false]));

const featuresIn = (token: string) => decodeJwt<{ context: { features: object } }>(token).context.features;

async function joinAsJane(id: string) {
  const { data } = await clinic.jane.join(id);
  return String(data?.joinTelehealth.token);
}

test('nobody records, streams, transcribes or dials out unless the organization turned it on', async () => {
  await configure(OWN_JITSI);
  const id = await clinic.book();
  expect(featuresIn((await admission(id)).token)).toEqual(ALL_OFF);
  expect(featuresIn(await joinAsJane(id))).toEqual(ALL_OFF);
});

test.each(FEATURES)(
  'where the organization turned %s on, it is on for the provider and off for the patient',
  async (feature) => {
    await configure({ ...OWN_JITSI, [`jitsi.features.${feature}`]: 'true' });
    const id = await clinic.book();
    expect(featuresIn((await admission(id)).token)).toEqual({ ...ALL_OFF, [feature]: true });
    expect(featuresIn(await joinAsJane(id))).toEqual(ALL_OFF);
  },
);

test('meetings offer end-to-end encryption where the organization wants it, and nowhere else', async () => {
  const { config, secrets } = readConfig({});
  const ctx = { db: asSystem(clinic.database.db), video: jitsiOptions(config, secrets, clinic.database.db) };
  const wantsE2ee = async (orgId: number) => (await jitsiSettings(ctx, orgId)).e2ee;
  await configure({ 'jitsi.e2ee': 'true' });
  expect([await wantsE2ee(1), await wantsE2ee(2)]).toEqual([true, false]);
});

// The secret

test('a secret found in clear is encrypted at the next read, and still works', async () => {
  await configure(OWN_JITSI);
  const id = await clinic.book();
  const before = await admission(id);
  for (const part of (await sealed()).split(':'))
    expect(Buffer.from(part, 'base64url').toString('latin1')).not.toContain(SECRET);
  const after = await admission(id);
  expect(await isSignedWith(before.token, SECRET)).toBe(true);
  expect(await isSignedWith(after.token, SECRET)).toBe(true);
});

test.each([
  ['video visits are turned off', { 'jitsi.enabled': 'false' }],
  ['it is too short to be used', { 'jitsi.app_secret': 'encrypted-secret' }],
])('a secret in clear is encrypted even when %s, so that the visit is refused', async (_case, change) => {
  await configure({ ...OWN_JITSI, ...change });
  expect(await clinic.john.start(await clinic.book())).toBeRefused('UNAVAILABLE');
  await sealed();
});

test('a new secret written over an encrypted one counts at once', async () => {
  await configure(OWN_JITSI);
  const id = await clinic.book();
  await admission(id);
  await sealed();
  await configure({ 'jitsi.app_secret': OTHER_SECRET });
  expect(await isSignedWith((await admission(id)).token, OTHER_SECRET)).toBe(true);
});

const UNDECRYPTABLE = 'jitsi.app_secret cannot be decrypted with this CONFIG_ENCRYPTION_KEY';

test("an encrypted secret does not work in another organization's row", async () => {
  await configure(OWN_JITSI);
  await configure({ ...OWN_JITSI, 'jitsi.app_secret': OTHER_SECRET }, 2);
  await clinic.book({ id: 124, orgId: 2, providerId: 61, patientId: 201 });
  await admission(await clinic.book());
  await admission('124', clinic.outsider);
  const [one, two] = [await sealed('jitsi.app_secret', 1), await sealed('jitsi.app_secret', 2)];

  await configure({ 'jitsi.app_secret': two }, 1);
  await configure({ 'jitsi.app_secret': one }, 2);
  expect(unavailability(await clinic.john.start('123'))).toBe(unavailable(UNDECRYPTABLE));
  expect(unavailability(await clinic.outsider.start('124'))).toBe(unavailable(UNDECRYPTABLE));
});

test('an encrypted secret does not work under another key', async () => {
  await configure({ ...OWN_JITSI, 'telehealth.jitsi.appSecret': OTHER_SECRET });
  const id = await clinic.book();
  await admission(id);
  await configure({ 'jitsi.app_secret': await sealed('telehealth.jitsi.appSecret') });
  expect(unavailability(await clinic.john.start(id))).toBe(unavailable(UNDECRYPTABLE));
});

test.each([
  ['was altered', (secret: string) => secret.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))],
  ['was cut off', (secret: string) => secret.slice(0, 20)],
  ['is only the mark of one', () => 'enc:v2:'],
  ['is of an earlier format, and empty', () => 'enc:v1:'],
  ['is of a format to come', (secret: string) => secret.replace('v2', 'v3')],
])('an encrypted secret that %s is not used', async (_case, damage) => {
  await configure(OWN_JITSI);
  const id = await clinic.book();
  await admission(id);
  await configure({ 'jitsi.app_secret': damage(await sealed()) });
  expect(unavailability(await clinic.john.start(id))).toBe(unavailable(UNDECRYPTABLE));
});

test('a server with another encryption key refuses and leaves the secret as it is', async () => {
  await configure(OWN_JITSI);
  const id = await clinic.book();
  await admission(id);
  const secret = await sealed();
  const url = await openServer({
    CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 'another key').toString('base64url'),
    JITSI_SERVER_URL: 'https://meet.example.org',
    JITSI_APP_SECRET: SERVERS_SECRET,
  });
  expect(unavailability(await john(url).start(id))).toBe(unavailable(UNDECRYPTABLE));
  expect(await stored('jitsi.app_secret')).toBe(secret);
  await admission(id);
});

// What is broken or missing closes this organization's visits

test.each([
  [{ 'jitsi.enabled': 'false' }, 'it is turned off by jitsi.enabled'],
  [{ 'jitsi.enabled': 'yes' }, 'it is turned off by jitsi.enabled; jitsi.enabled must be true or false'],
  [{ 'jitsi.app_secret': 'thirty-one-bytes-are-one-too-fe' }, 'jitsi.app_secret must have at least 32 bytes'],
  [{ 'jitsi.app_secret': '' }, 'jitsi.app_secret must have at least 32 bytes'],
  [{ 'jitsi.app_secret': 'enc:v1:AAAA' }, UNDECRYPTABLE],
  [
    { 'jitsi.server_url': 'meet.example.org' },
    'jitsi.server_url must be a URL such as https://meet.example.org',
  ],
  [
    { 'jitsi.server_url': 'javascript:alert(1)' },
    'jitsi.server_url must be a URL such as https://meet.example.org',
  ],
  [{ 'jitsi.server_url': '' }, 'jitsi.server_url must be a URL such as https://meet.example.org'],
  [
    { 'jitsi.server_url': 'https://joe:pw@meet.example.org' },
    'jitsi.server_url must hold no credentials, query or fragment',
  ],
  [
    { 'jitsi.server_url': 'https://meet.example.org/?x=1' },
    'jitsi.server_url must hold no credentials, query or fragment',
  ],
  [{ 'jitsi.app_id': 'two words' }, 'jitsi.app_id must be one word'],
  [{ 'jitsi.issuer': '' }, 'jitsi.issuer must be one word'],
  [{ 'jitsi.subject': 'meet example' }, 'jitsi.subject must be one word'],
  [{ 'jitsi.default_ttl': '1 hour' }, 'jitsi.default_ttl must be 60 to 14400 seconds'],
  [{ 'jitsi.default_ttl': '86400' }, 'jitsi.default_ttl must be 60 to 14400 seconds'],
  [{ 'jitsi.features.recording': 'on' }, 'jitsi.features.recording must be true or false'],
  [{ 'jitsi.e2ee': 'on' }, 'jitsi.e2ee must be true or false'],
  [
    { 'jitsi.app_id': '', 'jitsi.default_ttl': '0' },
    'jitsi.app_id must be one word; jitsi.default_ttl must be 60 to 14400 seconds',
  ],
])('%o closes every door, names the setting and gives no secret away', async (broken, problem) => {
  const id = await clinic.book();
  await admission(id);
  await configure({ ...OWN_JITSI, ...broken });

  const room = { providerId: 45, patientId: 89, roomName: 'apt123' };
  const overGraphQL = [await clinic.john.start(id), await clinic.john.join(id), await clinic.jane.join(id)];
  const overRest = [
    await clinic.john.rest('POST', '/api/telehealth/rooms', room),
    await clinic.jane.rest('POST', '/api/telehealth/jitsi/join', {
      roomName: 'apt123',
      identity: 'patient-89',
    }),
    await clinic.jane.rest('POST', '/api/telehealth/token', { roomName: 'apt123', identity: 'patient-89' }),
    await clinic.john.rest('POST', '/api/telehealth/sessions/123/start'),
  ];
  for (const answer of overGraphQL) {
    expect(unavailability(answer)).toBe(unavailable(problem));
    expect(answer.errors?.[0]?.extensions.reason).toBe('VIDEO_SETTINGS');
  }
  for (const answer of overRest)
    expect(answer).toMatchObject({ status: 503, body: { error: unavailable(problem), code: 'UNAVAILABLE' } });
  const spoken = JSON.stringify([overGraphQL, overRest.map(({ body }) => body)]);
  for (const secret of [SECRET, 'thirty-one-bytes', 'enc:v', 'joe:pw']) expect(spoken).not.toContain(secret);
});

test('a start that is refused for its settings opens no visit and tells nobody', async () => {
  await configure({ ...OWN_JITSI, 'jitsi.app_id': 'two words' });
  const id = await clinic.book();
  expect(await clinic.john.start(id)).toBeRefused('UNAVAILABLE');
  expect(await clinic.jane.join(id)).toBeRefused('ROOM_NOT_READY');
  await configure(OWN_JITSI);
  expect(await clinic.jane.join(id)).toBeRefused('ROOM_NOT_READY');
  expect((await clinic.john.start(id)).errors).toBeUndefined();
});

test('the other organization goes on while one is closed', async () => {
  await configure({ ...OWN_JITSI, 'jitsi.enabled': 'false' });
  await clinic.book({ id: 124, orgId: 2, providerId: 61, patientId: 201 });
  expect((await clinic.outsider.start('124')).errors).toBeUndefined();
});

// Nobody signs with somebody else's secret

const SHARED_JITSI = { JITSI_SERVER_URL: 'https://meet.example.com/', JITSI_APP_SECRET: SERVERS_SECRET };

test("an organization without settings of its own meets on the server's Jitsi", async () => {
  const url = await openServer({
    ...SHARED_JITSI,
    JITSI_APP_ID: 'shared',
    JITSI_ISSUER: 'readyroom',
    JITSI_SUBJECT: 'meet.jitsi',
  });
  const { token, meetingUrl } = await admission(await clinic.book(), john(url));
  expect(meetingUrl).toBe(`https://meet.example.com/apt123?jwt=${token}`);
  expect(decodeJwt(token)).toMatchObject({ aud: 'shared', iss: 'readyroom', sub: 'meet.jitsi' });
  expect(await isSignedWith(token, SERVERS_SECRET)).toBe(true);
});

test.each([{ 'jitsi.server_url': 'https://meet.example.org' }, { 'jitsi.app_id': 'practice-1' }])(
  "with %o and no secret, the organization does not get the server's",
  async (settings) => {
    const url = await openServer(SHARED_JITSI);
    await configure(settings);
    expect(unavailability(await john(url).start(await clinic.book()))).toBe(
      unavailable('jitsi.app_secret is missing'),
    );
  },
);

test("an organization's own server has its own domain, not the one set for the shared server", async () => {
  const url = await openServer({ ...SHARED_JITSI, JITSI_SUBJECT: 'meet.jitsi' });
  await configure(OWN_JITSI);
  const { token } = await admission(await clinic.book(), john(url));
  expect(decodeJwt(token)).toMatchObject({ sub: 'meet.example.org' });
  expect(await isSignedWith(token, SECRET)).toBe(true);
});

test("an organization may sign for the server's Jitsi with a secret of its own", async () => {
  const url = await openServer(SHARED_JITSI);
  await configure({ 'jitsi.app_secret': SECRET });
  const { token, meetingUrl } = await admission(await clinic.book(), john(url));
  expect(meetingUrl).toContain('https://meet.example.com/apt123');
  expect(await isSignedWith(token, SECRET)).toBe(true);
});

test('a server with a Jitsi and no secret does not sign with the practice room’s', async () => {
  const url = await openServer({ JITSI_SERVER_URL: 'https://meet.example.com' });
  expect(unavailability(await john(url).start(await clinic.book()))).toBe(
    unavailable('jitsi.app_secret is missing'),
  );
});

test('where video visits are off by default, an organization may turn its own on', async () => {
  const url = await openServer({ ...SHARED_JITSI, JITSI_ENABLED: 'false' });
  const id = await clinic.book();
  expect(unavailability(await john(url).start(id))).toBe(unavailable('it is turned off by jitsi.enabled'));
  await configure({ 'jitsi.enabled': 'true' });
  expect((await john(url).start(id)).errors).toBeUndefined();
});

const PRODUCTION = {
  NODE_ENV: 'production',
  DRAIN_SECONDS: '0',
  CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 'a-key-of-this-clinic').toString('base64url'),
};

test('production has no practice room: an organization needs a server and a secret', async () => {
  const url = await openServer(PRODUCTION);
  const problems = 'jitsi.server_url is missing; jitsi.app_secret is missing';
  expect(unavailability(await john(url).start(await clinic.book()))).toBe(unavailable(problems));
});

test('production refuses a Jitsi that is not https, where an admin sets it and where it was written by hand', async () => {
  const url = await openServer(PRODUCTION);
  const problem = 'jitsi.server_url must be https in production';
  const admin = new Person(url, { role: 'ADMIN', org_id: 1, sub: 'admin-of-practice-1' });
  const set = await admin.graphql(
    'mutation { changeJitsiSetting(key: "jitsi.server_url", value: "http://meet.example.org") { key } }',
  );
  expect(set).toBeRefused('BAD_USER_INPUT');
  expect(set.errors?.[0]?.message).toBe(problem);
  await configure({ ...OWN_JITSI, 'jitsi.server_url': 'http://meet.example.org' });
  expect(unavailability(await john(url).start(await clinic.book()))).toBe(unavailable(problem));
});

test('production signs no room token with a key that everyone can read', async () => {
  const url = await openServer(PRODUCTION);
  const problem = 'jitsi.app_secret must not be the demo key in production';
  const admin = new Person(url, { role: 'ADMIN', org_id: 1, sub: 'admin-of-practice-1' });
  for (const value of [String(demo.practiceRoomSecret), ` ${demo.callerSecret}`]) {
    const set = await admin.graphql(
      'mutation ($value: String) { changeJitsiSetting(key: "jitsi.app_secret", value: $value) { key } }',
      { value },
    );
    expect(set.errors?.[0]?.message).toBe(problem);
  }
  await configure({ ...OWN_JITSI, 'jitsi.app_secret': String(demo.practiceRoomSecret) });
  expect(unavailability(await john(url).start(await clinic.book()))).toBe(unavailable(problem));
});

// Nothing gives the secret back

test('what is told of visits, people and the server holds no secret and no setting', async () => {
  await configure(OWN_JITSI);
  const id = await clinic.book();
  const answers = [
    await clinic.john.start(id),
    await clinic.jane.join(id),
    await clinic.john.rest('POST', '/api/telehealth/sessions/from-appointment', { appointmentId: 123 }),
    await clinic.admin.graphql(
      '{ auditLog { nodes { id actor action detail } } viewer { organization { id alias name timeZone phone language } } }',
    ),
    await clinic.admin.graphql('{ _service { sdl } }'),
    await (await fetch(`${clinic.url}/metrics`)).text(),
    await (await fetch(`${clinic.url}/api/openapi.json`)).text(),
  ].map((answer) => JSON.stringify(answer));
  for (const answer of answers)
    expect(answer).not.toMatch(new RegExp(`${SECRET}|enc:v|app_?secret|org_?config`, 'i'));
  const { data } = await clinic.admin.graphql<{ __type: { fields: { name: string }[] } }>(
    '{ __type(name: "Organization") { fields { name } } }',
  );
  expect(data?.__type.fields.map(({ name }) => name)).toEqual([
    'id',
    'alias',
    'name',
    'timeZone',
    'phone',
    'language',
  ]);
});
