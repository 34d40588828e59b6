import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { slowness } from '../support/pace.ts';
import { hostileTokens } from '../support/people/hostile-tokens/all.ts';
import { byKey, type Hostile, hmac, type Target } from '../support/people/hostile-tokens/target.ts';
import { SECRET } from '../support/people/secret.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { serve } from '../support/servers/process.ts';

/** Every so many tokens is shown, and each that HTTP itself does not let through. 1 shows all. */
const EVERY = Number(process.env.SOCKET_EVERY ?? 20);
/** What any of them may take, in milliseconds, sixteen at a time. */
const TIMEOUT_MS = 5_000;
const MAX_CONCURRENT = 16;

const ISSUER = 'https://sso.example.org/realms/clinic';
const AUDIENCE = 'readyroom';

async function listen(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens to a port
}

/** A server that verifies in this way, and everything there is to know about it. */
async function openTarget(mode: 'shared secret' | 'key set' | 'both') {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicJwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'RS256', use: 'sig' };
  const issuer = await listen((_request, response) => response.end(JSON.stringify({ keys: [publicJwk] })));
  const fetched: string[] = [];
  const attackersUrl = await listen((request, response) => {
    fetched.push(String(request.url));
    response.end('{"keys":[]}');
  });
  const server = await serve({
    DATA_DIR: preparedClinic(),
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'trace',
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
    ...(mode !== 'key set' && { AUTH_JWT_SECRET: SECRET }),
    ...(mode !== 'shared secret' && { AUTH_JWKS_URL: issuer }),
  });
  const bySecret = mode === 'shared secret';
  const target: Target = {
    rightly: bySecret ? hmac('HS256', SECRET) : byKey('RS256', privateKey),
    header: bySecret ? { alg: 'HS256', typ: 'JWT' } : { alg: 'RS256', typ: 'JWT', kid: 'key-1' },
    claims: { sub: 'john', role: 'PROVIDER', org_id: 1, provider_id: 45, iss: ISSUER, aud: AUDIENCE },
    publicKey,
    publicJwk,
    secret: SECRET,
    attackersUrl,
  };
  return { server, target, fetched };
}

interface Verdict {
  status: number;
  code: string | undefined;
  milliseconds: number;
}

/** By bytes of our own, since a well-behaved client would not send most of this. */
async function ask(url: string, authorization: string, path: 'graphql' | 'rest'): Promise<Verdict> {
  const started = performance.now();
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => 'the answer says what is to be said');
  const body = path === 'graphql' ? '{"query":"{ viewer { id } }"}' : '';
  const line = path === 'graphql' ? 'POST /graphql' : 'GET /api/telehealth/rooms/apt123/status';
  const content = body && `content-type: application/json\r\ncontent-length: ${body.length}\r\n`;
  socket.write(
    `${line} HTTP/1.1\r\nhost: clinic\r\nconnection: close\r\n${content}authorization: ${authorization}\r\n\r\n${body}`,
  );
  const answer = await text(socket).catch(() => '');
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  const parsed = JSON.parse(rest.join('') || '{}');
  const code = path === 'graphql' && parsed.errors ? parsed.errors[0]?.extensions?.code : parsed.code;
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
    code,
    milliseconds: performance.now() - started,
  };
}

/** Closes with this code when the token is shown as a connection parameter. */
async function introduce(url: string, authorization: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  const code = await Promise.race([
    once(socket, 'close').then(([code]) => code as number),
    once(socket, 'message').then(() => 0),
  ]);
  socket.terminate();
  return code;
}

/** What HTTP itself does not let through: no server's routes ever see it. */
const isNoHeader = ({ authorization }: Hostile) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
  Buffer.byteLength(authorization) > 15_900 || /[\u0000-\u0008\u000a-\u001f\u007f]/.test(authorization);

async function eachOf<Item>(items: Item[], work: (item: Item) => Promise<void>) {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: MAX_CONCURRENT }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

describe.each(['shared secret', 'key set', 'both'] as const)('where callers are verified by %s', (mode) => {
  test('nobody comes in with a hostile token, at no door, and every one is told to sign in', {
    timeout: 180_000,
  }, async () => {
    const { server, target, fetched } = await openTarget(mode);
    const right = target.rightly(
      JSON.stringify(target.header),
      JSON.stringify({ ...target.claims, exp: Math.floor(Date.now() / 1000) + 600 }),
    );
    // Else the refusals below would say nothing.
    expect(await ask(server.url, `Bearer ${right}`, 'graphql')).toMatchObject({ status: 200 });
    expect(await introduce(server.url, `Bearer ${right}`)).toBe(0);

    const tokens = await hostileTokens(target);
    expect(tokens.length).toBeGreaterThanOrEqual(500);
    const wrong: string[] = [];
    let slowest = 0;
    const shown = tokens.filter((hostile, n) => n % EVERY === 0 || isNoHeader(hostile));
    await eachOf(shown, async (hostile) => {
      for (const path of ['graphql', 'rest'] as const) {
        const { status, code, milliseconds } = await ask(server.url, hostile.authorization, path);
        slowest = Math.max(slowest, milliseconds);
        const expected = [
          '401 UNAUTHENTICATED',
          ...(isNoHeader(hostile) ? ['400 BAD_USER_INPUT', '431 BAD_USER_INPUT'] : []),
        ];
        if (!expected.includes(`${status} ${code}`))
          wrong.push(`${hostile.name} by ${path}: ${status} ${code}`);
      }
    });
    await eachOf(shown, async ({ name, authorization }) => {
      const closed = await introduce(server.url, authorization);
      if (closed !== 4403) wrong.push(`${name} over WebSocket: ${closed}`);
    });

    expect(wrong).toEqual([]);
    expect(slowest).toBeLessThan(TIMEOUT_MS * slowness());
    expect(fetched).toEqual([]);
    // It still serves whoever is welcome.
    expect(await ask(server.url, `Bearer ${right}`, 'rest')).toMatchObject({ status: 200 });

    await server.stop('SIGTERM');
    const log = server.output.stdout + server.output.stderr;
    expect(log).toContain('/graphql');
    const parts = [...tokens.map(({ authorization }) => authorization), right].flatMap((text) =>
      text.split(/[ .]/),
    );
    const long = new Set(parts.filter(({ length }) => length >= 20).map((part) => part.slice(0, 200)));
    expect([...long].filter((part) => log.includes(part))).toEqual([]);
    // In a packet as Node keeps it the token would be a row of numbers.
    expect(log).not.toContain('rawPacket');
  });
});
