import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import { FEATURES } from '../../../src/organizations/settings.ts';
import { useClinic } from '../../support/clinic.ts';
import { Person } from '../../support/people/person.ts';
import { SECRET } from '../../support/people/secret.ts';

const clinic = useClinic();

const JITSI_SECRET = 'the-jitsi-secret-of-practice-1-0123456789';
const OWN_JITSI = {
  'jitsi.server_url': 'https://meet.example.org',
  'jitsi.app_id': 'practice-1',
  'jitsi.app_secret': JITSI_SECRET,
};

async function configure(settings: Record<string, string>) {
  for (const [key, value] of Object.entries(settings))
    await clinic.em.execute(
      'insert into org_config values (1, ?, ?) on conflict (org_id, config_key) do update set config_value = excluded.config_value',
      [key, value],
    );
}

interface Context {
  user: { id: string; name: string; email?: string; moderator: boolean; affiliation: string };
  features: Record<string, boolean>;
}

const seconds = () => Math.floor(Date.now() / 1000);
const tokenIn = (url = '') => new URL(url).searchParams.get('jwt') ?? '';
const contextIn = (token: string) => decodeJwt<{ context: Context }>(token).context;

/** A visit that has begun, and how each of its people gets in. */
async function begin({
  john = clinic.john,
  jane = clinic.jane,
  ttlSeconds,
}: {
  john?: Person;
  jane?: Person;
  ttlSeconds?: number;
} = {}) {
  const id = await clinic.book();
  const started = (await john.start(id, ttlSeconds)).data?.startTelehealthSession;
  const provider = started?.join;
  const patient = (await jane.join(id, ttlSeconds)).data?.joinTelehealth;
  const link = (await john.createPatientLink(id)).data?.joinTelehealth;
  if (!provider || !patient || !link) throw new Error('The visit did not begin');
  return { id, provider, patient, link, session: started?.session.id };
}

/** Everything a token says, apart from who it lets in as what. */
const ROOM = {
  iss: 'ciyex-app',
  aud: 'practice-1',
  sub: 'meet.example.org',
  room: 'apt123',
  exp: expect.any(Number),
};
const NO_FEATURES = Object.fromEntries(FEATURES.map((feature) => [feature, false]));
const JOHN = {
  id: 'provider-45',
  name: 'Dr. John Smith',
  email: 'john.smith@example.com',
  moderator: true,
  affiliation: 'owner',
};
const JANE = {
  id: 'patient-89',
  name: 'Jane Doe',
  email: 'jane.doe@example.com',
  moderator: false,
  affiliation: 'member',
};

test('the tokens of provider, patient and patient link say this and no more', async () => {
  await configure(OWN_JITSI);
  const { provider, patient, link, session } = await begin();
  for (const [token, user] of [
    [provider.token, JOHN],
    [patient.token, JANE],
    [tokenIn(link.meetingUrl), JANE],
  ] as const) {
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(decodeJwt(token)).toEqual({
      ...ROOM,
      context: { user, features: NO_FEATURES, session },
    });
    await jwtVerify(token, new TextEncoder().encode(JITSI_SECRET), { algorithms: ['HS256'] });
  }
});

test('Prosody refuses lists, and knows no leeway: audience and room are one word each, and nothing says from when on', async () => {
  await configure({ ...OWN_JITSI, 'jitsi.subject': '*' });
  const { provider, patient, link } = await begin();
  for (const token of [provider.token, patient.token, tokenIn(link.meetingUrl)]) {
    const claims = decodeJwt(token);
    expect([typeof claims.aud, typeof claims.room, typeof claims.sub, typeof claims.exp]).toEqual([
      'string',
      'string',
      'string',
      'number',
    ]);
    expect(claims).not.toHaveProperty('nbf');
    expect(claims).not.toHaveProperty('iat');
    // Not even where an organization lets the domain be any.
    expect(claims.room).toMatch(/^apt\d+$/);
    expect(claims.context).not.toHaveProperty('room');
  }
});

test.each(['*', 'apt*', '.*', 'apt123|apt124', 'apt123,apt124', '', 'apt', 'apt-123*'])(
  'nobody gets a token for the room "%s"',
  async (roomName) => {
    await begin();
    const { status, body } = await clinic.jane.rest('POST', '/api/telehealth/jitsi/join', {
      roomName,
      identity: 'patient-89',
    });
    expect([400, 404]).toContain(status);
    expect(body).not.toHaveProperty('token');
  },
);

test('a patient is never an owner, whatever else they are or say', async () => {
  const claims = { role: 'PATIENT', org_id: 1, patient_id: 89 };
  for (const more of [
    { role: undefined, roles: ['PATIENT', 'ADMIN'] },
    { provider_id: 45 },
    { moderator: true, affiliation: 'owner' },
    { context: { user: { moderator: true, affiliation: 'owner' }, features: { recording: true } } },
    { name: 'Dr. John Smith', email: 'john.smith@example.com' },
  ]) {
    await clinic.reset();
    const { id, patient } = await begin({ jane: clinic.person({ ...claims, ...more }) });
    const person = clinic.person({ ...claims, ...more });
    const hinted = ['provider-45', 'owner', 'moderator', 'PATIENT-89', 'patient-89'].map(async (identity) => {
      const { body } = await person.rest('POST', '/api/telehealth/jitsi/join', {
        roomName: `apt${id}`,
        identity,
      });
      return String(body.token);
    });
    for (const token of [patient.token, ...(await Promise.all(hinted))]) {
      expect(contextIn(token).user).toMatchObject({
        id: 'patient-89',
        moderator: false,
        affiliation: 'member',
      });
      expect(contextIn(token).features).toEqual(NO_FEATURES);
    }
  }
});

test('what an organization turns on is for its provider alone', async () => {
  await configure(Object.fromEntries(FEATURES.map((feature) => [`jitsi.features.${feature}`, 'true'])));
  const { provider, patient, link } = await begin();
  expect(Object.values(contextIn(provider.token).features)).toEqual(FEATURES.map(() => true));
  expect(contextIn(patient.token).features).toEqual(NO_FEATURES);
  expect(contextIn(tokenIn(link.meetingUrl)).features).toEqual(NO_FEATURES);
});

test.each([2_147_483_647, 14_401, 14_400, 3_600, 60, 59, 0, -1, -2_147_483_648])(
  'asked for %d seconds, a token lasts between a minute and four hours',
  async (ttlSeconds) => {
    const before = seconds();
    const { provider, patient } = await begin({ ttlSeconds });
    const lifetime = Math.min(Math.max(ttlSeconds, 60), 14_400);
    for (const { token, expiresIn } of [provider, patient]) {
      expect(expiresIn).toBe(lifetime);
      const exp = Number(decodeJwt(token).exp);
      expect(exp).toBeGreaterThanOrEqual(before + lifetime);
      expect(exp).toBeLessThanOrEqual(seconds() + lifetime);
    }
  },
);

test('a server that is set to longer gives four hours, an organization that is gives nothing', async () => {
  const { config, secrets } = readConfig({
    AUTH_JWT_SECRET: SECRET,
    LOG_LEVEL: 'silent',
    JITSI_DEFAULT_TTL: '999999',
  });
  const { server } = await createApp(config, secrets, clinic.database);
  onTestFinished(() => server.close());
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const john = new Person(url, { role: 'PROVIDER', org_id: 1, provider_id: 45 });
  expect((await john.start(await clinic.book())).data?.startTelehealthSession.join.expiresIn).toBe(14_400);
  await configure({ 'jitsi.default_ttl': '14401' });
  expect(await john.start('123')).toBeRefused('UNAVAILABLE');
});

test('where the organization keeps them to itself, no token holds an e-mail address', async () => {
  await configure({ ...OWN_JITSI, 'jitsi.share_email': 'false' });
  const { provider, patient, link } = await begin();
  const { email: _johns, ...john } = JOHN;
  const { email: _janes, ...jane } = JANE;
  expect(contextIn(provider.token).user).toEqual(john);
  expect(contextIn(patient.token).user).toEqual(jane);
  expect(contextIn(tokenIn(link.meetingUrl)).user).toEqual(jane);
});

/** As Jitsi Meet reads its address: `parseURLParams` decodes what is behind `#` and parses it as JSON. */
const readByJitsi = (url: string) =>
  Object.fromEntries(
    new URL(url).hash
      .slice(1)
      .split('&')
      .map((part) => part.split('='))
      .map(([key, value = '']) => [key, JSON.parse(decodeURIComponent(value))]),
  );

test('where the organization wants it, links hold the token behind #, as Jitsi Meet reads it there, and nothing before', async () => {
  await configure({ ...OWN_JITSI, 'jitsi.token_in_fragment': 'true' });
  const { provider, patient, link } = await begin();
  expect(readByJitsi(provider.meetingUrl)).toEqual({ jwt: provider.token });
  expect(readByJitsi(patient.meetingUrl)).toEqual({ jwt: patient.token });
  for (const { meetingUrl } of [provider, patient, link])
    expect(meetingUrl.split('#')[0]).toBe('https://meet.example.org/apt123');
});

test('the practice room judges tokens on this server, so links to it keep them in the query', async () => {
  await configure({ 'jitsi.token_in_fragment': 'true' });
  const { patient } = await begin();
  expect(patient.meetingUrl).toBe(`${clinic.url}/meet/apt123?jwt=${patient.token}`);
});

test.each(['jitsi.share_email', 'jitsi.token_in_fragment'])(
  '%s that says neither yes nor no closes visits, rather than to guess',
  async (key) => {
    await configure({ [key]: 'maybe' });
    expect(await clinic.john.start(await clinic.book())).toBeRefused('UNAVAILABLE');
  },
);

test('after the end no door gives anybody another token', async () => {
  const { id } = await begin();
  await clinic.john.end(id);
  for (const person of [clinic.john, clinic.jane]) {
    for (const answer of [
      await person.start(id),
      await person.join(id),
      await person.createPatientLink(id),
    ]) {
      expect(answer.data ?? null).toBeNull();
      expect(answer.errors).toHaveLength(1);
    }
    for (const [path, body] of [
      ['rooms', { providerId: 45, patientId: 89, roomName: 'apt123' }],
      ['jitsi/join', { roomName: 'apt123', identity: 'patient-89' }],
      ['token', { roomName: 'apt123', identity: 'patient-89' }],
      ['sessions/from-appointment', { appointmentId: 123 }],
      ['sessions/123/start', {}],
    ] as const) {
      const answer = await person.rest('POST', `/api/telehealth/${path}`, body);
      expect(JSON.stringify(answer.body), path).not.toContain('eyJ');
    }
  }
  expect(JSON.stringify((await clinic.jane.rest('GET', '/api/telehealth/sessions/123')).body)).not.toContain(
    'eyJ',
  );
});

test.each([
  [undefined, 3600],
  [600, 600],
  [1, 60],
])('who asks for %s seconds is told to join again after 80 %% of the token’s life', async (ttl, seconds) => {
  const id = await clinic.book();
  await clinic.john.start(id);
  const before = Date.now();
  const { data } = await clinic.jane.graphql<{ joinTelehealth: { refreshAt: string; expiresIn: number } }>(
    'mutation ($id: ID!, $ttl: Int) { joinTelehealth(appointmentId: $id, ttlSeconds: $ttl) { refreshAt expiresIn } }',
    { id, ttl },
  );
  const refreshAt = Date.parse(String(data?.joinTelehealth.refreshAt));
  expect(data?.joinTelehealth.expiresIn).toBe(seconds);
  expect(refreshAt).toBeGreaterThanOrEqual(before + seconds * 800);
  expect(refreshAt).toBeLessThanOrEqual(Date.now() + seconds * 800);
});
