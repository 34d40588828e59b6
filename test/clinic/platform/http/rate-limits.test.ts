import { expect, onTestFinished, test, vi } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';
import { openSocket } from '../../../support/people/raw-socket.ts';
import { serveWith } from '../../../support/servers/another-server.ts';
import { openHttpFor, STATUS } from '../../../support/servers/open-http.ts';

const clinic = useClinic();
const { openServer } = openHttpFor(clinic);

const LIMIT = 100;
const VIEWER = '{ viewer { id } }';

/** However slow the machine is: what is counted by the minute is asked for within one. */
function stopTheClock() {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** How many of 160 requests with these headers are answered, and not told to come back later. */
async function countAnswered(headersOf: (turn: number) => Promise<Record<string, string>>) {
  const server = await openServer({ RATE_LIMIT: String(LIMIT) });
  let answered = 0;
  for (let turn = 0; turn < 160; turn++) {
    const { statusCode } = await server.inject({ url: STATUS, headers: await headersOf(turn) });
    if (statusCode !== 429) answered += 1;
  }
  return answered;
}

test.each<
  [string, (turn: number, token: string) => Promise<Record<string, string>> | Record<string, string>]
>([
  ['the same header', (_turn, token) => ({ authorization: `Bearer ${token}` })],
  ['more and more spaces', (turn, token) => ({ authorization: `Bearer${' '.repeat(turn + 1)}${token}` })],
  [
    'the scheme in small and capital letters',
    (turn, token) => {
      const letters = [...'bearer'].map((letter, index) =>
        (turn >> index) % 2 ? letter.toUpperCase() : letter,
      );
      return { authorization: `${letters.join('')} ${token}` };
    },
  ],
  [
    'another organization each time, which the token does not ask for',
    (turn, token) => ({ authorization: `Bearer ${token}`, 'x-org-id': `v${turn}` }),
  ],
  [
    'a token of their own each time',
    async (turn) => ({
      authorization: `Bearer ${await clinic.person({ role: 'PATIENT', org_id: 1, patient_id: 89, jti: `${turn}` }).token()}`,
    }),
  ],
])('a person who shows %s has one allowance', async (_what, headersOf) => {
  stopTheClock();
  const token = String(await clinic.jane.token());
  expect(await countAnswered(async (turn) => headersOf(turn, token))).toBe(LIMIT);
});

test('somebody whose token names no organization has one allowance, whichever header names it and however', async () => {
  stopTheClock();
  const authorization = `Bearer ${await clinic.person({ role: 'PROVIDER', email: 'john.smith@example.com' }).token()}`;
  const header = ['x-org-id', 'orgid', 'x-org-alias', 'x-tenant-name'];
  const answered = await countAnswered(async (turn) => ({
    authorization,
    [String(header[turn % 4])]: turn % 2 ? '1' : 'practice-1',
  }));
  expect(answered).toBe(LIMIT);
});

test('requests over HTTP and operations over every socket count together', async () => {
  stopTheClock();
  const { url, jane, john } = await serveWith(clinic, { RATE_LIMIT: String(LIMIT) });
  const [one, other] = [await openSocket(url, { who: jane }), await openSocket(url, { who: jane })];
  const ask = async ({ subscribe, next }: typeof one, id: string) => {
    subscribe(id, VIEWER);
    const answer = await next();
    if (answer.type === 'next') await next();
    return answer;
  };
  for (let turn = 0; turn < 20; turn++) {
    expect(await ask(one, `${turn}`)).toMatchObject({ type: 'next' });
    expect(await ask(other, `${turn}`)).toMatchObject({ type: 'next' });
    expect((await jane.graphql(VIEWER)).status).toBe(200);
    expect((await jane.rest('GET', STATUS)).status).toBe(404);
  }
  // The sockets' own tokens were two.
  for (let turn = 0; turn < 18; turn++) await ask(one, `more-${turn}`);
  expect(await ask(other, 'too many')).toEqual({
    id: 'too many',
    type: 'error',
    payload: [
      {
        message: expect.stringMatching(/^Too many requests/),
        extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) },
      },
    ],
  });
  const refused = await jane.graphql(VIEWER);
  expect([refused.status, refused.errors?.[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED']);
  expect((await jane.rest('GET', STATUS)).headers.get('retry-after')).toMatch(/^\d+$/);

  // The socket stays, and others have their own allowance.
  expect(await one.untilPong()).toEqual([]);
  expect((await john.graphql(VIEWER)).status).toBe(200);
  // Another of her sockets is told to come back later, and not that she may not.
  const late = await openSocket(url);
  late.send({ type: 'connection_init', payload: await jane.credentials() });
  expect(await late.closed()).toEqual([1013, 'RATE_LIMITED']);
});

test('with a token that is new as well, whoever has had too many is told when to come back', async () => {
  stopTheClock();
  const { url, jane } = await serveWith(clinic, { RATE_LIMIT: String(LIMIT) });
  for (let turn = 0; turn < LIMIT; turn++) await jane.graphql(VIEWER);
  const authorization = `Bearer ${await clinic.person({ role: 'PATIENT', org_id: 1, patient_id: 89, jti: 'new' }).token()}`;
  for (const [path, body] of [
    ['/graphql', { query: VIEWER }],
    ['/api/telehealth/jitsi/join', { roomName: 'lobby' }],
  ]) {
    const { status, headers } = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect([path, status, headers.get('retry-after')]).toEqual([path, 429, expect.stringMatching(/^\d+$/)]);
  }
});
