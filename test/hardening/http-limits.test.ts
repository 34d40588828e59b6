import { expect, onTestFinished, test, vi } from 'vitest';
import { useClinic } from '../support/clinic.ts';
import { openHttpFor, STATUS } from '../support/servers/open-http.ts';

const clinic = useClinic();
const { openServer } = openHttpFor(clinic);

type Server = Awaited<ReturnType<typeof openServer>>;

const look = (server: Server, authorization: string, remoteAddress = '192.0.2.1') =>
  server.inject({ url: STATUS, headers: { authorization }, remoteAddress });

// How often somebody may ask

/** However slow the machine is: what is counted by the minute is asked for within one. */
function stopTheClock() {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
}

test('whoever tries one token after the other is counted by their address, and holds up nobody who is known', {
  timeout: 120_000,
}, async () => {
  stopTheClock();
  const server = await openServer();
  const jane = `Bearer ${await clinic.jane.token()}`;
  expect((await look(server, jane)).statusCode).toBe(404);

  const statuses: Record<number, number> = {};
  for (let turn = 0; turn < 6_100; turn++) {
    const { statusCode } = await look(server, `Bearer guess.${turn}.x`);
    statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
  }
  // Jane's first request came from there, too.
  expect(statuses).toEqual({ 401: 5_999, 429: 101 });
  expect((await look(server, jane)).statusCode).toBe(404);
  expect((await look(server, 'Bearer guess.1.x', '192.0.2.2')).statusCode).toBe(401);
});

test('a person has one allowance, however many tokens and addresses they have', {
  timeout: 120_000,
}, async () => {
  stopTheClock();
  const server = await openServer();
  const claims = { role: 'PATIENT', org_id: 1, patient_id: 89 };
  const tokens = await Promise.all(
    ['a', 'b', 'c'].map(async (jti) => `Bearer ${await clinic.person({ ...claims, jti }).token()}`),
  );
  const from = (turn: number) => look(server, String(tokens[turn % tokens.length]), `192.0.2.${turn % 200}`);
  const statuses: number[] = [];
  for (let turn = 0; turn < 1_201; turn++) statuses.push((await from(turn)).statusCode);
  expect(new Set(statuses.slice(0, 1_200))).toEqual(new Set([404]));
  expect(statuses.at(-1)).toBe(429);
});

test('a thousand people can arrive at one address within a minute', { timeout: 120_000 }, async () => {
  stopTheClock();
  const server = await openServer();
  const statuses = new Set<number>();
  for (let n = 0; n < 1_000; n++) {
    const token = await clinic
      .person({ role: 'PATIENT', org_id: 1, patient_id: n % 2 ? 89 : 90, jti: String(n) })
      .token();
    statuses.add((await look(server, `Bearer ${token}`)).statusCode);
  }
  expect(statuses).toEqual(new Set([404]));
});

test('whoever has a network of IPv6 addresses is counted as one, and probes are never counted', async () => {
  stopTheClock();
  const server = await openServer();
  const left = async (remoteAddress: string) =>
    Number(
      (await server.inject({ url: '/api/openapi.json', remoteAddress })).headers['x-ratelimit-remaining'],
    );
  const first = await left('2001:db8:1:2::1');
  expect(await left('2001:db8:1:2:ffff:ffff:ffff:ffff')).toBe(first - 1);
  expect(await left('2001:db8:1:3::1')).toBe(first);
  expect((await server.inject({ url: '/healthz' })).headers).not.toHaveProperty('x-ratelimit-remaining');
});
