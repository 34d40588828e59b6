import { expect, test } from 'vitest';
import { createApp } from '../../../../src/app.ts';
import { readConfig } from '../../../../src/config/config.ts';
import { useClinic } from '../../../support/clinic.ts';
import { KEY } from '../../../support/environments.ts';
import { Person } from '../../../support/people/person.ts';
import { SECRET } from '../../../support/people/secret.ts';
import { serveWith } from '../../../support/servers/another-server.ts';

const clinic = useClinic();

test('whoever asks far too often is told when to come back, others are not held up', async () => {
  const { config, secrets } = readConfig({ AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'silent' });
  const { server } = await createApp(config, secrets, clinic.database);
  const [jane, john] = await Promise.all([clinic.jane.token(), clinic.john.token()]);
  const poll = (token: string | undefined) =>
    server.inject({
      method: 'POST',
      url: '/api/telehealth/jitsi/join',
      headers: { authorization: `Bearer ${token}` },
      payload: { roomName: 'lobby' },
    });
  const statuses = new Set<number>();
  for (let turn = 0; turn < 1_200; turn++) statuses.add((await poll(jane)).statusCode);
  expect([...statuses]).toEqual([404]);
  const refused = await poll(jane);
  expect(refused.statusCode).toBe(429);
  expect(refused.json()).toEqual({
    error: expect.stringMatching(/^Too many requests/),
    code: 'RATE_LIMITED',
  });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await poll(john)).statusCode).toBe(404);

  const overGraphQL = await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${jane}` },
    payload: { query: '{ viewer { id } }' },
  });
  expect(overGraphQL.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
  await server.close();
});

test('in production every answer tells browsers to come by TLS alone, and elsewhere none does', async () => {
  const CONFIG_ENCRYPTION_KEY = KEY;
  const production = await serveWith(clinic, {
    NODE_ENV: 'production',
    CONFIG_ENCRYPTION_KEY,
    DRAIN_SECONDS: '0',
  });
  // A page, what is built, an answer, a refusal, and what Node refuses by itself.
  for (const path of [
    '/',
    '/api/openapi.json',
    '/healthz',
    '/api/telehealth/sessions/1',
    '/no-such-path',
    '/%zz',
  ]) {
    const [theirs, ours] = await Promise.all([fetch(production.url + path), fetch(clinic.url + path)]);
    const told = [theirs, ours].map(({ headers }) => headers.get('strict-transport-security'));
    expect([path, ...told]).toEqual([
      path,
      expect.stringMatching(/^max-age=\d{8,}; includeSubDomains$/),
      null,
    ]);
  }
});

test('in production neither door describes the schema to strangers of it', async () => {
  const { config, secrets } = readConfig({
    NODE_ENV: 'production',
    AUTH_JWT_SECRET: SECRET,
    CONFIG_ENCRYPTION_KEY: KEY,
    LOG_LEVEL: 'silent',
    DRAIN_SECONDS: '0',
  });
  const { server } = await createApp(config, secrets, clinic.database);
  const jane = new Person(await server.listen({ port: 0, host: '127.0.0.1' }), {
    role: 'PATIENT',
    org_id: 1,
    patient_id: 89,
  });
  const query = '{ __schema { queryType { name } } }';
  expect(await jane.graphql(query)).toBeRefused('GRAPHQL_VALIDATION_FAILED');

  const client = await jane.connect();
  const overSocket = client.iterate({ query });
  await expect(overSocket.next()).rejects.toContainEqual(
    expect.objectContaining({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }),
  );
  await client.dispose();
  await server.close();
});

test.each([
  ['that is trusted', '127.0.0.1', 'https:'],
  ['that nobody named', '10.0.0.0/8', 'http:'],
])('behind a proxy %s links begin as they should', async (_which, TRUSTED_PROXIES, protocol) => {
  const { config, secrets } = readConfig({ AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'silent', TRUSTED_PROXIES });
  const { server } = await createApp(config, secrets, clinic.database);
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const john = new Person(
    url,
    { role: 'PROVIDER', org_id: 1, provider_id: 45 },
    { 'x-forwarded-proto': 'https' },
  );
  const { data } = await john.start(await clinic.book());
  expect(new URL(String(data?.startTelehealthSession.join.meetingUrl)).protocol).toBe(protocol);
  await server.close();
});

test('behind a trusted proxy everyone has an allowance of their own, and before anybody else nobody gets one by their own word', async () => {
  const { config, secrets } = readConfig({
    AUTH_JWT_SECRET: SECRET,
    LOG_LEVEL: 'silent',
    TRUSTED_PROXIES: '127.0.0.1',
  });
  const { server } = await createApp(config, secrets, clinic.database);
  const from = (address: string) =>
    server.inject({ url: '/api/openapi.json', headers: { 'x-forwarded-for': address } });
  const left = async (address: string) => Number((await from(address)).headers['x-ratelimit-remaining']);
  const [first, again, other, lying] = [
    await left('192.0.2.1'),
    await left('192.0.2.1'),
    await left('192.0.2.2'),
    await left('192.0.2.9, 192.0.2.1'),
  ];
  expect([again, other, lying]).toEqual([first - 1, first, first - 2]);
  await server.close();
});
