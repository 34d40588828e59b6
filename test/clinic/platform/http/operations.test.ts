import { expect, onTestFinished, test, vi } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import { openHttpFor } from '../../../support/servers/open-http.ts';

const clinic = useClinic();

const get = async (path: string) => {
  const response = await fetch(`${clinic.url}${path}`);
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

test('the process says that it lives, and whether it can serve', async () => {
  expect(await get('/healthz')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  expect(await get('/readyz')).toMatchObject({
    status: 200,
    text: '{"status":"ok","database":"ok","events":"ok"}',
  });
});

test('Prometheus reads what happened, without anyone’s name or number', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  await clinic.stranger.join(id);
  const { status, type, text } = await get('/metrics');
  expect([status, type]).toEqual([200, expect.stringContaining('text/plain')]);
  expect(text).toMatch(
    /readyroom_actions_total\{action="start a telehealth visit",door="graphql",outcome="ALLOWED"\} [1-9]/,
  );
  expect(text).toMatch(
    /readyroom_actions_total\{action="join a telehealth visit",door="graphql",outcome="NOT_FOUND"\} [1-9]/,
  );
  expect(text).toMatch(
    /readyroom_http_request_seconds_count\{method="POST",route="\/graphql",status="200"\} [1-9]/,
  );
  expect(text).not.toMatch(/apt123|provider-45|patient-89|Jane|eyJ/);
});

test('the REST API is described, and the description can be read in a browser', async () => {
  const document = JSON.parse((await get('/api/openapi.json')).text);
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths)).toContain('/api/telehealth/jitsi/join');
  expect(await get('/api/docs/')).toMatchObject({ status: 200, text: expect.stringContaining('Readyroom') });
});

test('however many ask at the same time whether it can serve, the database is asked once, and again later', async () => {
  let asked = 0;
  const answer = Promise.withResolvers<boolean>();
  const counting = {
    ...clinic.database,
    isReachable() {
      asked += 1;
      return answer.promise;
    },
  };
  const server = await openHttpFor({
    ...clinic,
    database: counting,
  } as unknown as typeof clinic).openServer(); // only its database
  const ask = () => server.inject({ url: '/readyz' });
  const answers = Array.from({ length: 100 }, ask);
  await expect.poll(() => asked).toBe(1);
  answer.resolve(true);
  for (const { statusCode } of await Promise.all(answers)) expect(statusCode).toBe(200);
  expect(asked).toBe(1);
  expect((await ask()).statusCode).toBe(200);
  expect(asked).toBe(2);
});

test('however many read what is counted, it is written down once', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const server = await openHttpFor(clinic).openServer();
  const read = async () => (await server.inject({ url: '/metrics' })).body;
  const first = await read();
  await server.inject({ url: '/graphql', method: 'POST', payload: {} });
  expect(await read()).toBe(first);
  vi.advanceTimersByTime(501);
  expect(await read()).toContain('route="/graphql"');
});
