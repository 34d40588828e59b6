import { expect, test } from 'vitest';
import { createApp } from '../../../../src/app.ts';
import { readConfig } from '../../../../src/config/config.ts';
import { useClinic } from '../../../support/clinic.ts';
import { SECRET } from '../../../support/people/secret.ts';

const clinic = useClinic();

async function ask(path: string, init: RequestInit = {}) {
  const token = await clinic.jane.token();
  const response = await fetch(`${clinic.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...init.headers },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

const json = { 'content-type': 'application/json' };

test.each([
  ['malformed JSON', { method: 'POST', headers: json, body: '{"query": ' }, 400],
  ['a body of another kind', { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'a,b' }, 415],
  ['300 kB', { method: 'POST', headers: json, body: JSON.stringify({ query: '#'.repeat(300_000) }) }, 413],
])('%s is answered with %o and a GraphQL error', async (_what, init, status) => {
  const answer = await ask('/graphql', init);
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.text)).toEqual({
    errors: [{ message: expect.any(String), extensions: { code: 'BAD_USER_INPUT' } }],
  });
});

test('over REST the same is flat', async () => {
  const answer = await ask('/api/telehealth/rooms', {
    method: 'POST',
    headers: json,
    body: '{"roomName": "Jane',
  });
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text)).toEqual({
    error: 'The request body is not valid JSON',
    code: 'BAD_USER_INPUT',
  });
});

test('a path that does not exist says so', async () => {
  expect(await ask('/api/telehealth/nothing')).toMatchObject({
    status: 404,
    text: '{"error":"There is nothing at this path","code":"NOT_FOUND"}',
  });
});

test.each([
  '/api/telehealth/sessions/%zz',
  `/api/telehealth/sessions/${'x'.repeat(500)}/start`,
  '/%ff?jwt=x',
])('a path that cannot be read leads nowhere, and is not repeated: %s', async (path) => {
  const response = await fetch(clinic.url + path);
  expect([response.status, await response.json()]).toEqual([
    404,
    { error: 'There is nothing at this path', code: 'NOT_FOUND' },
  ]);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('an unknown operation is refused by name', async () => {
  const { errors } = await clinic.jane.graphql('mutation { deleteEverything }');
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining('deleteEverything'),
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
});

test('a subscription over plain HTTP is told where it belongs', async () => {
  const answer = await clinic.jane.graphql('subscription { roomReady { ready } }');
  expect(answer).toBeRefused('BAD_USER_INPUT');
  expect(answer.status).toBe(400);
  expect(answer.errors?.[0]?.message).toContain('WebSocket');
});

test('a query may come by GET, a mutation may not', async () => {
  await clinic.book();
  const query = (text: string) =>
    ask(`/graphql?query=${encodeURIComponent(text)}`, { headers: { 'apollo-require-preflight': 'true' } });
  expect(await query('{ viewer { id } }')).toMatchObject({
    status: 200,
    text: expect.stringContaining('patient-89'),
  });
  expect((await query('mutation { joinTelehealth(appointmentId: "123") { token } }')).status).toBe(405);
});

test('every answer carries the id under which the log knows its request', async () => {
  expect((await ask('/healthz')).headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
});

test('a fault of ours is masked and can be found by its request id', async () => {
  await clinic.em.execute('alter table appointments rename to appointments_away');
  try {
    const { errors } = await clinic.jane.graphql('{ appointment(id: "1") { id } }');
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/^Something went wrong/),
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
      }),
    ]);
    const { status, body } = await clinic.jane.rest('GET', '/api/telehealth/rooms/apt1/status');
    expect([status, body.code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect(JSON.stringify([errors, body])).not.toContain('appointments');
  } finally {
    await clinic.em.execute('alter table appointments_away rename to appointments');
  }
});

test('only configured origins may read answers, with credentials and the headers that clients send', async () => {
  const portal = 'https://portal.example.org';
  const { config, secrets } = readConfig({
    AUTH_JWT_SECRET: SECRET,
    LOG_LEVEL: 'silent',
    CORS_ORIGINS: portal,
  });
  const { server } = await createApp(config, secrets, clinic.database);
  const preflight = (origin: string) =>
    server.inject({
      method: 'OPTIONS',
      url: '/graphql',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,x-org-alias,x-tenant-name',
      },
    });
  expect((await preflight(portal)).headers).toMatchObject({
    'access-control-allow-origin': portal,
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'authorization,x-org-alias,x-tenant-name',
  });
  expect((await preflight('https://evil.example.org')).headers).not.toHaveProperty(
    'access-control-allow-origin',
  );
  await server.close();
});

test('pages of a configured origin can read when to come back and what to quote, of early refusals as well', async () => {
  const origin = 'https://portal.example.org';
  const { config, secrets } = readConfig({
    AUTH_JWT_SECRET: SECRET,
    LOG_LEVEL: 'silent',
    CORS_ORIGINS: origin,
    RATE_LIMIT: '100',
  });
  const { server } = await createApp(config, secrets, clinic.database);
  const post = (headers: object) =>
    server.inject({ method: 'POST', url: '/graphql', headers: { origin, ...headers }, payload: {} });
  const compressed = await post({ 'content-encoding': 'gzip' });
  const answers = await Promise.all(Array.from({ length: 501 }, () => post({})));
  const limited = answers.find(({ statusCode }) => statusCode === 429);
  expect(compressed.statusCode).toBe(415);
  expect(Number(limited?.headers['retry-after'])).toBeGreaterThan(0);
  for (const answer of [compressed, limited])
    expect(answer?.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-expose-headers':
        'retry-after, x-request-id, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset',
    });
  await server.close();
});
