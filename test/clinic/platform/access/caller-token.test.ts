import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../../src/app.ts';
import { readConfig } from '../../../../src/config/config.ts';
import { useClinic } from '../../../support/clinic.ts';
import { Person } from '../../../support/people/person.ts';
import { SECRET } from '../../../support/people/secret.ts';

const clinic = useClinic();

const JOHN = { sub: 'john', role: 'PROVIDER', org_id: 1, provider_id: 45 };
const bytes = (secret: string) => new TextEncoder().encode(secret);

interface Signature {
  alg?: string;
  kid?: string;
  /** A key that the token brings along. */
  jwk?: JWK;
  key?: CryptoKey | Uint8Array;
  claims?: object;
}

/** A token of Dr. Smith's that is right but for what a test changes. */
const sign = ({ alg = 'HS256', kid, jwk, key = bytes(SECRET), claims }: Signature = {}) =>
  new SignJWT({ ...JOHN, exp: inSeconds(600), ...claims })
    .setProtectedHeader({ alg, ...(kid && { kid }), ...(jwk && { jwk }) })
    .sign(key);

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

/** Whoever holds this token, at the doors of the server there. */
const holderOf = (token: string, url = clinic.url) =>
  new Person(url, undefined, { authorization: `Bearer ${token}` });

/** What each of the three doors answers. */
async function knock(person: Person) {
  const graphql = await person.graphql('{ viewer { id } }');
  const rest = await person.rest('GET', '/api/telehealth/rooms/apt123/status');
  const client = await person.connect();
  const overSocket = await client
    .iterate<{ viewer: { id: string } }>({ query: '{ viewer { id } }' })
    .next()
    .then(
      ({ value }) => value.data.viewer.id as string,
      ({ code }: { code: number }) => code,
    );
  await client.dispose();
  return { graphql, rest, overSocket };
}

async function expectWelcome(person: Person) {
  await clinic.book();
  const { graphql, rest, overSocket } = await knock(person);
  expect(graphql).toEqual({ status: 200, data: { viewer: { id: 'provider-45' } } });
  expect(rest).toMatchObject({ status: 200, body: { status: 'waiting' } });
  expect(overSocket).toBe('provider-45');
}

async function expectRefusal(person: Person, sentence: string) {
  const { graphql, rest, overSocket } = await knock(person);
  expect(graphql).toBeRefused('UNAUTHENTICATED');
  expect(graphql).toMatchObject({ status: 401, errors: [{ message: sentence }] });
  expect(rest).toMatchObject({ status: 401, body: { error: sentence } });
  expect(overSocket).toBe(4403);
}

/** A server like the clinic's and on its database, that verifies callers in another way. */
async function openServer(environment: Record<string, string>) {
  const { config, secrets } = readConfig({ LOG_LEVEL: 'silent', RATE_LIMIT: 'off', ...environment });
  const { server } = await createApp(config, secrets, clinic.database);
  onTestFinished(() => server.close());
  return server.listen({ port: 0, host: '127.0.0.1' });
}

/** An identity provider that publishes the keys it has at the time. */
class Issuer {
  readonly #keys = new Map<string, { alg: string; publicKey: CryptoKey; privateKey: CryptoKey }>();
  readonly #server = createServer(async (_request, response) => {
    this.requests += 1;
    response
      .writeHead(this.status, { 'content-type': 'application/json' })
      .end(this.body ?? (await this.#keySet()));
  });
  requests = 0;
  status = 200;
  body: string | undefined;

  static async open() {
    const issuer = new Issuer();
    issuer.#server.listen(0, '127.0.0.1');
    await once(issuer.#server, 'listening');
    onTestFinished(() => issuer.close());
    return issuer;
  }

  get url() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/certs`; // it listens to a port
  }

  /** Makes a key and publishes it instead of the ones before. */
  async rotateTo(kid: string, alg = 'RS256') {
    this.#keys.clear();
    this.#keys.set(kid, { alg, ...(await generateKeyPair(alg)) });
  }

  sign(kid: string, claims = {}) {
    const { alg, privateKey } = this.#key(kid);
    return sign({ alg, kid, key: privateKey, claims });
  }

  publicKey(kid: string) {
    return exportSPKI(this.#key(kid).publicKey);
  }

  async close() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #key(kid: string) {
    const key = this.#keys.get(kid);
    if (!key) throw new Error(`The issuer has no key ${kid}`);
    return key;
  }

  async #keySet() {
    const keys = [...this.#keys].map(async ([kid, { alg, publicKey }]) => ({
      ...(await exportJWK(publicKey)),
      kid,
      alg,
      use: 'sig',
    }));
    return JSON.stringify({ keys: await Promise.all(keys) });
  }
}

const SIGN_IN = 'Please sign in';
const EXPIRED = 'The token has expired, please sign in again';
const INVALID = 'The token is not valid here, please sign in';

// By shared secret

test.each(['HS256', 'HS384', 'HS512'])(
  'a token signed with the shared secret by %s opens every door',
  async (alg) => {
    await expectWelcome(holderOf(await sign({ alg })));
  },
);

test('whoever shows no token is asked to sign in, at every door', async () => {
  await expectRefusal(clinic.nobody, SIGN_IN);
});

test.each(['Basic am9objpzZWNyZXQ=', 'Bearer', 'Bearer  ', 'token'])(
  '"%s" is no token',
  async (authorization) => {
    await expectRefusal(new Person(clinic.url, undefined, { authorization }), SIGN_IN);
  },
);

test('a token of a time to come, or of one that never comes, is refused at every door', async () => {
  await expectRefusal(holderOf(await sign({ claims: { iat: inSeconds(180) } })), INVALID);
  await expectRefusal(holderOf(await sign({ claims: { exp: 1e15 } })), INVALID);
  await expectWelcome(holderOf(await sign({ claims: { iat: inSeconds(20) } })));
});

test('an expired token is refused at every door, and the sentence says why', async () => {
  await expectRefusal(holderOf(await sign({ claims: { exp: inSeconds(-1) } })), EXPIRED);
});

test.each<[string, () => Promise<string> | string]>([
  ['signed with another secret', () => sign({ key: bytes('another-secret-of-another-clinic-0123456789') })],
  ['signed with nothing (alg none)', () => new UnsecuredJWT({ ...JOHN, exp: inSeconds(600) }).encode()],
  ['whose signature was cut off', async () => (await sign()).replace(/[^.]+$/, '')],
  [
    'whose claims were altered',
    async () => withClaims(await sign(), { ...JOHN, provider_id: 46, exp: inSeconds(600) }),
  ],
  ['that never expires', () => sign({ claims: { exp: undefined } })],
  ['that is not valid yet', () => sign({ claims: { nbf: inSeconds(600) } })],
  ['that is valid in more than half a minute', () => sign({ claims: { nbf: inSeconds(35) } })],
  ['whose expiry is a word', async () => sign({ claims: { exp: 'never' } })],
  [
    'signed with a key pair nobody here knows',
    async () => sign({ alg: 'RS256', key: (await generateKeyPair('RS256')).privateKey }),
  ],
  ['that is garbage', () => 'abc.def.ghi'],
  ['that has one part', () => 'garbage'],
  ['that is very long', () => `${'a'.repeat(6_000)}.b.c`],
])('a token %s is refused at every door', async (_case, make) => {
  await expectRefusal(holderOf(await make()), INVALID);
});

/** The same signature under other claims. */
function withClaims(token: string, claims: object) {
  const [header, , signature] = token.split('.');
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

test('a token of an issuer whose clock is less than half a minute ahead opens every door', async () => {
  await expectWelcome(holderOf(await sign({ claims: { iat: inSeconds(20), nbf: inSeconds(20) } })));
});

test('a token that has been accepted is refused once it has expired', async () => {
  const person = holderOf(await sign({ claims: { exp: inSeconds(3) } }));
  expect(await person.graphql('{ viewer { id } }')).toMatchObject({ status: 200 });
  await expect.poll(async () => (await person.graphql('{ viewer { id } }')).status).toBe(401);
});

test('a connection over WebSocket is closed when its token ends', async () => {
  await clinic.book();
  const client = await holderOf(await sign({ claims: { exp: inSeconds(3) } })).connect();
  const waiting = client.iterate({ query: 'subscription { roomReady { ready } }' });
  expect(await waiting.next()).toMatchObject({ value: { data: { roomReady: { ready: false } } } });
  await expect(waiting.next()).rejects.toMatchObject({ code: 4403, reason: 'Token expired' });
});

test('the issuer and the audience are checked where they are set', async () => {
  const url = await openServer({
    AUTH_JWT_SECRET: SECRET,
    AUTH_ISSUER: 'https://sso.example.org',
    AUTH_AUDIENCE: 'readyroom',
  });
  const right = { iss: 'https://sso.example.org', aud: ['account', 'readyroom'] };
  await expectWelcome(holderOf(await sign({ claims: right }), url));
  await expectRefusal(
    holderOf(await sign({ claims: { ...right, iss: 'https://sso.example.com' } }), url),
    INVALID,
  );
  await expectRefusal(holderOf(await sign({ claims: { ...right, iss: undefined } }), url), INVALID);
  await expectRefusal(holderOf(await sign({ claims: { ...right, aud: 'billing' } }), url), INVALID);
  await expectRefusal(holderOf(await sign({ claims: { ...right, aud: undefined } }), url), INVALID);
});

// By the issuer's key set

test.each(['RS256', 'PS384', 'ES256', 'Ed25519'])(
  "a token signed with the issuer's key by %s opens every door",
  async (alg) => {
    const issuer = await Issuer.open();
    await issuer.rotateTo('key-1', alg);
    const url = await openServer({ AUTH_JWKS_URL: issuer.url });
    await expectWelcome(holderOf(await issuer.sign('key-1'), url));
  },
);

test("the issuer's public key is no shared secret: a token signed with it is refused", async () => {
  const issuer = await Issuer.open();
  await issuer.rotateTo('key-1');
  const forged = await sign({ kid: 'key-1', key: bytes(await issuer.publicKey('key-1')) });
  await expectRefusal(holderOf(forged, await openServer({ AUTH_JWKS_URL: issuer.url })), INVALID);
  await expectRefusal(
    holderOf(forged, await openServer({ AUTH_JWKS_URL: issuer.url, AUTH_JWT_SECRET: SECRET })),
    INVALID,
  );
});

test("a key that the token brings along is not the issuer's", async () => {
  const issuer = await Issuer.open();
  await issuer.rotateTo('key-1');
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const forged = await sign({ alg: 'RS256', kid: 'key-1', key: privateKey, jwk: await exportJWK(publicKey) });
  await expectRefusal(holderOf(forged, await openServer({ AUTH_JWKS_URL: issuer.url })), INVALID);
});

test('a server with a key set accepts the demo key no more', async () => {
  const issuer = await Issuer.open();
  await issuer.rotateTo('key-1');
  const { secrets } = readConfig({});
  const token = await sign({ key: bytes(String(secrets.callerSecret)) });
  await expectRefusal(holderOf(token, await openServer({ AUTH_JWKS_URL: issuer.url })), INVALID);
});

test('a server may have both, a shared secret and a key set', async () => {
  const issuer = await Issuer.open();
  await issuer.rotateTo('key-1');
  const url = await openServer({ AUTH_JWKS_URL: issuer.url, AUTH_JWT_SECRET: SECRET });
  expect(await holderOf(await issuer.sign('key-1'), url).graphql('{ viewer { id } }')).toMatchObject({
    status: 200,
  });
  expect(await holderOf(await sign(), url).graphql('{ viewer { id } }')).toMatchObject({ status: 200 });
});

test('a token signed with another key of the same name is refused', async () => {
  const issuer = await Issuer.open();
  await issuer.rotateTo('key-1');
  const url = await openServer({ AUTH_JWKS_URL: issuer.url });
  const { privateKey } = await generateKeyPair('RS256');
  await expectRefusal(holderOf(await sign({ alg: 'RS256', kid: 'key-1', key: privateKey }), url), INVALID);
});

test("a new key of the issuer's is accepted within about a second, and the old one no more", async () => {
  const issuer = await Issuer.open();
  await issuer.rotateTo('key-1');
  const url = await openServer({ AUTH_JWKS_URL: issuer.url });
  expect(await holderOf(await issuer.sign('key-1'), url).graphql('{ viewer { id } }')).toMatchObject({
    status: 200,
  });
  const neverShown = await issuer.sign('key-1', { jti: 'never shown before' });

  await issuer.rotateTo('key-2');
  const newcomer = holderOf(await issuer.sign('key-2'), url);
  await expect
    .poll(async () => (await newcomer.graphql('{ viewer { id } }')).status, { timeout: 5_000 })
    .toBe(200);
  await expectRefusal(holderOf(neverShown, url), INVALID);
});

test('tokens with invented key names do not flood the issuer', async () => {
  const issuer = await Issuer.open();
  await issuer.rotateTo('key-1');
  const url = await openServer({ AUTH_JWKS_URL: issuer.url });
  const { privateKey } = await generateKeyPair('RS256');
  const forged = await Promise.all(
    Array.from({ length: 30 }, (_, n) => sign({ alg: 'RS256', kid: `invented-${n}`, key: privateKey })),
  );
  const answers = await Promise.all(forged.map((token) => holderOf(token, url).graphql('{ viewer { id } }')));
  for (const answer of answers) expect(answer).toBeRefused('UNAUTHENTICATED');
  expect(issuer.requests).toBeLessThan(forged.length / 3);
});

test.each<[string, (issuer: Issuer) => unknown]>([
  ['is down', (issuer) => issuer.close()],
  ['answers with an error', (issuer) => Object.assign(issuer, { status: 500 })],
  ['answers with something else', (issuer) => Object.assign(issuer, { body: '<html>Maintenance</html>' })],
  ['answers with no key set', (issuer) => Object.assign(issuer, { body: '{"error":"maintenance"}' })],
])('while the issuer %s nobody is signed out: try again later', async (_case, disturb) => {
  const issuer = await Issuer.open();
  await issuer.rotateTo('key-1');
  const url = await openServer({ AUTH_JWKS_URL: issuer.url });
  const token = await issuer.sign('key-1');
  await disturb(issuer);

  const { graphql, rest, overSocket } = await knock(holderOf(token, url));
  expect(graphql).toBeRefused('UNAVAILABLE');
  expect(graphql.status).toBe(503);
  expect(rest).toMatchObject({
    status: 503,
    body: { error: "The issuer's keys cannot be reached right now", code: 'UNAVAILABLE' },
  });
  expect(overSocket).toBe(1013);
});

test('whoever is already known comes in while the issuer is down', async () => {
  const issuer = await Issuer.open();
  await issuer.rotateTo('key-1');
  const person = holderOf(await issuer.sign('key-1'), await openServer({ AUTH_JWKS_URL: issuer.url }));
  await expectWelcome(person);
  await issuer.close();
  expect(await person.graphql('{ viewer { id } }')).toMatchObject({ status: 200 });
});
