import {
  constants,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signWith,
} from 'node:crypto';
import { CompactEncrypt } from 'jose';

/** How a server here verifies: what it accepts, and what everybody may know of it. */
export interface Target {
  /** A token as the rightful issuer signs it, whatever is put into it: the text of a header and of claims. */
  rightly(header: string, claims: string): string;
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** The issuer's public key, which everybody can fetch. */
  publicKey: KeyObject;
  publicJwk: object;
  secret: string;
  /** Where the attacker publishes keys: nobody may ever look there. */
  attackersUrl: string;
}

export interface Hostile {
  name: string;
  /** All of the Authorization header. */
  authorization: string;
}

const base64url = (text: string | Buffer) => Buffer.from(text).toString('base64url');
const json = (value: unknown) => JSON.stringify(value);
const now = () => Math.floor(Date.now() / 1000);
const upToDate = (claims: object) => ({ ...claims, exp: now() + 3600 });

export const hmac = (alg: string, secret: string | Buffer) => (header: string, claims: string) => {
  const signed = `${base64url(header)}.${base64url(claims)}`;
  return `${signed}.${createHmac(alg.replace('HS', 'sha'), secret).update(signed).digest('base64url')}`;
};

export const byKey = (alg: string, key: KeyObject) => (header: string, claims: string) => {
  const signed = `${base64url(header)}.${base64url(claims)}`;
  const hash = /^Ed/.test(alg) ? null : `sha${alg.slice(2)}`;
  const padding = alg.startsWith('PS')
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : {};
  return `${signed}.${signWith(hash, Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363', ...padding }).toString('base64url')}`;
};

/** Some hundred tokens that nobody may come in with. Each differs from a right one in what its name says. */
export async function hostileTokens(target: Target): Promise<Hostile[]> {
  const right = target.rightly(json(target.header), json(upToDate(target.claims)));
  const families: Record<string, (target: Target, right: string) => Record<string, string>> = {
    unsigned,
    confused,
    guessed,
    keyNamed,
    keyBrought,
    critical,
    twice,
    misaddressed,
    mistimed,
    mistyped,
    mangled,
    missigned,
    altered,
    otherwiseSerialized,
    malformed,
    oversized,
  };
  const tokens = Object.entries(families).flatMap(([family, make]) =>
    Object.entries(make(target, right)).map(([name, token]) => ({
      name: `${family}: ${name}`,
      authorization: `Bearer ${token}`,
    })),
  );
  const sealed = await encrypted(target, right);
  return [...tokens, ...sealed, ...otherSchemes(right)].filter(
    ({ authorization }) => authorization !== `Bearer ${right}`,
  );
}

/** RFC 8725 §2.1: "none" in every spelling, and what else is no algorithm. */
function unsigned({ header, claims }: Target, right: string) {
  const [, , signature = ''] = right.split('.');
  const spellings = Array.from({ length: 16 }, (_, bits) =>
    [...'none'].map((letter, place) => ((bits >> place) & 1 ? letter.toUpperCase() : letter)).join(''),
  );
  const algorithms = [
    ...spellings,
    ' none',
    'none ',
    'n\u043ene',
    'none\u0000',
    '',
    null,
    0,
    true,
    [],
    {},
    ['none'],
    ['HS256'],
    'plain',
    'null',
  ];
  return Object.fromEntries(
    algorithms.flatMap((alg) => {
      const body = `${base64url(json({ ...header, alg }))}.${base64url(json(upToDate(claims)))}`;
      return [`${body}.`, body, `${body}.${signature}`].map(
        (token, n) => [`alg ${json(alg)} ${n}`, token] as const,
      );
    }),
  );
}

/** RFC 8725 §2.1: the public key as the secret of an HMAC, in every form in which somebody might have it. */
function confused({ header, claims, publicKey, publicJwk }: Target) {
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const { n = '' } = publicJwk as { n?: string };
  const forms: Record<string, string | Buffer> = {
    PEM: pem,
    'PEM without its last line break': pem.trim(),
    'PEM with CRLF': pem.replaceAll('\n', '\r\n'),
    'PEM in one line': pem.replaceAll('\n', ''),
    'PEM with escaped line breaks': pem.replaceAll('\n', '\\n'),
    'PKCS1 PEM': publicKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    DER: der,
    'PKCS1 DER': publicKey.export({ type: 'pkcs1', format: 'der' }),
    'DER in base64': der.toString('base64'),
    'DER in base64url': der.toString('base64url'),
    JWK: json(publicJwk),
    'JWK, indented': JSON.stringify(publicJwk, null, 2),
    JWKS: json({ keys: [publicJwk] }),
    modulus: n,
    'bytes of the modulus': Buffer.from(n, 'base64url'),
  };
  return hmacByEach(forms, header, claims);
}

/** What people set as secrets, or what a verifier without one would take. */
function guessed({ header, claims, secret }: Target) {
  const words = [
    '',
    '\0',
    ' ',
    'secret',
    'password',
    'changeme',
    'your-256-bit-secret',
    'null',
    'undefined',
    'true',
    '[object Object]',
  ];
  const near = [
    secret.toUpperCase(),
    `${secret}\n`,
    ` ${secret}`,
    secret.slice(0, -1),
    [...secret].reverse().join(''),
  ];
  const encoded = [Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('hex')];
  const demo = [
    'readyroom-demo-caller-key-not-for-production',
    'readyroom-demo-practice-room-key-not-for-production',
  ];
  const secrets = [...words, ...near, ...encoded, ...demo, Buffer.alloc(32), Buffer.alloc(64)];
  return hmacByEach(Object.fromEntries(secrets.map((word, n) => [`secret ${n}`, word])), header, claims);
}

function hmacByEach(secrets: Record<string, string | Buffer>, header: object, claims: object) {
  return Object.fromEntries(
    Object.entries(secrets).flatMap(([name, secret]) =>
      ['HS256', 'HS384', 'HS512'].map((alg) => [
        `${alg} by ${name}`,
        hmac(alg, secret)(json({ ...header, alg }), json(upToDate(claims))),
      ]),
    ),
  );
}

/** Names of keys that lead elsewhere, to whoever looks for them there. */
function keyNamed({ header, claims, attackersUrl }: Target) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kids: unknown[] = [
    '../../../../../../dev/null',
    '/dev/null',
    '..\\..\\windows\\win.ini',
    'file:///dev/null',
    `${attackersUrl}/key.pem`,
    `${attackersUrl}/jwks.json#0`,
    "' or '1'='1",
    "key-1' union select 'secret' -- ",
    'key-1"; drop table organizations; --',
    '$(sleep 5)',
    '| sleep 5',
    'key-1\u0000',
    'KEY-1',
    ' key-1',
    '',
    '*',
    '%2e%2e%2f',
    '{jndi:ldap://127.0.0.1/a}',
    '__proto__',
    'constructor',
    'k'.repeat(5_000),
    null,
    0,
    1,
    true,
    ['key-1'],
    { kid: 'key-1' },
  ];
  return Object.fromEntries(
    kids.flatMap((kid) => {
      const name = `kid ${json(kid).slice(0, 40)}`;
      const body = json(upToDate(claims));
      return [
        [`${name} by nothing`, hmac('HS256', '')(json({ ...header, alg: 'HS256', kid }), body)],
        [`${name} by another key`, byKey('RS256', privateKey)(json({ ...header, alg: 'RS256', kid }), body)],
      ];
    }),
  );
}

/** RFC 8725 §3.10: a token that says by which key it is to be judged. */
function keyBrought({ header, claims, attackersUrl }: Target) {
  const pairs = {
    RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    PS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    Ed25519: generateKeyPairSync('ed25519'),
  };
  return Object.fromEntries(
    Object.entries(pairs).flatMap(([alg, { privateKey, publicKey }]) => {
      const jwk = publicKey.export({ format: 'jwk' });
      const der = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
      const brought: Record<string, object> = {
        jku: { jku: `${attackersUrl}/jwks.json` },
        'jku by //': { jku: attackersUrl.replace('http:', '') },
        'jku with credentials': { jku: attackersUrl.replace('//', '//issuer@') },
        x5u: { x5u: `${attackersUrl}/chain.pem` },
        x5c: { x5c: [der] },
        jwk: { jwk },
        'jwk of the same name': { jwk: { ...jwk, kid: header.kid } },
        'all of them': {
          jku: `${attackersUrl}/jwks.json`,
          x5u: `${attackersUrl}/chain.pem`,
          x5c: [der],
          jwk,
        },
        'a thumbprint': { x5t: base64url(der).slice(0, 27), 'x5t#S256': base64url(der).slice(0, 43) },
      };
      return Object.entries(brought).map(([name, extra]) => [
        `${alg} by ${name}`,
        byKey(alg, privateKey)(json({ ...header, alg, ...extra }), json(upToDate(claims))),
      ]);
    }),
  );
}

/** RFC 7515 §4.1.11 and RFC 7797: rightly signed, but demanding what is not understood here. */
function critical({ rightly, header, claims }: Target) {
  const extras: object[] = [
    { crit: ['exp'], exp: 1 },
    { crit: ['x'], x: 1 },
    { crit: ['x'] },
    { crit: [] },
    { crit: 'exp' },
    { crit: null },
    { crit: {} },
    { crit: [''] },
    { crit: [1] },
    { crit: ['alg'] },
    { crit: ['b64'], b64: false },
    { crit: ['b64'], b64: true },
    { crit: ['b64', 'b64'], b64: false },
    { b64: false },
    { b64: 'false' },
    { crit: ['http://example.com/UNDEFINED'], 'http://example.com/UNDEFINED': true },
  ];
  return Object.fromEntries(
    extras.map((extra) => [json(extra), rightly(json({ ...header, ...extra }), json(upToDate(claims)))]),
  );
}

/** RFC 7519 §4: rightly signed, but saying two things, of which each reader would choose another. */
function twice({ rightly, header, claims }: Target) {
  const right = upToDate(claims);
  const others: Record<string, unknown> = {
    exp: 1,
    role: 'ADMIN',
    org_id: 2,
    provider_id: 46,
    sub: 'mallory',
    iss: 'https://evil.example.org',
    aud: 'evil',
    patient_id: 89,
  };
  const claimTwice = Object.entries(others).flatMap(([name, value]) => {
    const all = json({ ...right, [name]: value, last: 0 });
    const more = `${json(name)}:${json(value)}`;
    const escaped = `"\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}":${json(value)}`;
    return [
      [`${name} first`, rightly(json(header), `{${more},${all.slice(1)}`)],
      [`${name} last`, rightly(json(header), `${all.slice(0, -1)},${more}}`)],
      [`${name} escaped`, rightly(json(header), `${all.slice(0, -1)},${escaped}}`)],
    ];
  });
  const headerTwice = ['alg', 'typ', 'kid', 'crit'].flatMap((name) => {
    const all = json({ typ: 'JWT', kid: 'key-1', ...header }).slice(0, -1);
    return [
      [
        `header ${name}`,
        rightly(
          `${all},${json(name)}:"none",${json(name)}:${json({ typ: 'JWT', kid: 'key-1', ...header }[name] ?? 'JWT')}}`,
          json(right),
        ),
      ],
      [`header ${name} none last`, rightly(`${all},${json(name)}:"none",${json(name)}:"none"}`, json(right))],
    ];
  });
  const within = rightly(
    json(header),
    json({ ...right, realm_access: 0 }).replace(
      '"realm_access":0',
      '"realm_access":{"roles":["ADMIN"],"roles":[]}',
    ),
  );
  return Object.fromEntries([...claimTwice, ...headerTwice, ['within another', within]]);
}

/** For somebody else, or from somebody else. */
function misaddressed({ rightly, header, claims }: Target) {
  const { iss, aud } = claims as { iss: string; aud: string };
  const near = (right: string) => [
    undefined,
    null,
    '',
    0,
    true,
    {},
    [],
    [[right]],
    { [right]: true },
    right.toUpperCase(),
    `${right}/`,
    `${right} `,
    ` ${right}`,
    right.slice(0, -1),
    right.slice(1),
    `${right}.evil.example.org`,
    `${right}\u0000`,
    right.replace('e', '\u0435'),
    '*',
    'evil',
    ['evil', right.slice(0, -1)],
    [`${right},evil`],
  ];
  const wrong = (name: string, values: unknown[]) =>
    values.map((value) => [
      `${name} ${json(value) ?? 'missing'}`,
      rightly(json(header), json({ ...upToDate(claims), [name]: value })),
    ]);
  return Object.fromEntries([...wrong('iss', [...near(iss), [iss]]), ...wrong('aud', near(aud))]);
}

/** Too late, too early, or no time at all. */
function mistimed({ rightly, header, claims }: Target) {
  const right = upToDate(claims);
  const times = (name: string, values: string[]) =>
    values.map((value) => {
      const text = json({ ...right, [name]: 'HERE' }).replace('"HERE"', value);
      return [`${name} ${value}`, rightly(json(header), text)];
    });
  const { exp: _exp, ...endless } = right;
  const never = ['"never"', `"${right.exp}"`, 'null', 'true', '[]', `[${right.exp}]`, '{}', '""'];
  return Object.fromEntries([
    ['no exp', rightly(json(header), json(endless))],
    ['Exp', rightly(json(header), json({ ...endless, Exp: right.exp }))],
    ...times('exp', [
      ...never,
      'NaN',
      'Infinity',
      '0',
      '-1',
      '-1e3',
      `-${right.exp}`,
      '1',
      '1e400',
      '1e308',
      '-1e400',
      '1e15',
      '9007199254740993',
    ]),
    ...times(
      'exp',
      [0, 1, 61, 120, 3600, 86_400].map((ago) => String(now() - ago)),
    ),
    ...times('nbf', [...never, ...[180, 600, 86_400].map((ahead) => String(now() + ahead)), '1e400', '1e15']),
    ...times('iat', [...never, ...[180, 600, 86_400].map((ahead) => String(now() + ahead)), '1e400', '1e15']),
  ]);
}

/** RFC 8725 §3.11: rightly signed, for another purpose. */
function mistyped({ rightly, header, claims }: Target) {
  const types: unknown[] = [
    'JWS',
    'JWE',
    'JOSE',
    'JOSE+JSON',
    'none',
    'logout+jwt',
    'dpop+jwt',
    'secevent+jwt',
    'token-introspection+jwt',
    'dc+sd-jwt',
    'vc+jwt',
    'oauth-authz-req+jwt',
    'entity-statement+jwt',
    'application/json',
    'JWT ',
    'JWT\u0000',
    '',
    null,
    1,
    true,
    ['JWT'],
    { typ: 'JWT' },
  ];
  return Object.fromEntries(
    types.map((typ) => [json(typ), rightly(json({ ...header, typ }), json(upToDate(claims)))]),
  );
}

/** A right token, cut and bent. */
function mangled(_target: Target, right: string) {
  const [header = '', claims = '', signature = ''] = right.split('.');
  const cuts = [1, 2, 3, 4, 8, 16].flatMap((length) => [
    [`header cut by ${length}`, `${header.slice(0, -length)}.${claims}.${signature}`],
    [`claims cut by ${length}`, `${header}.${claims.slice(0, -length)}.${signature}`],
    [`signature cut by ${length}`, `${header}.${claims}.${signature.slice(0, -length)}`],
    [`cut from the front by ${length}`, right.slice(length)],
  ]);
  const between = [
    '=',
    '==',
    ' ',
    '%20',
    '\u00a0',
    '\u200b',
    '\u2028',
    '+',
    '/',
    '%',
    '~',
    '.',
    '..',
    '%2e',
    ',',
    ';',
    '"',
    "'",
    '<',
    '\\',
    '\u0001',
    '\u0007',
    '\u001b[31m',
    '\u007f',
    '\ud83d\ude00',
  ];
  const inserted = between.flatMap((what) => [
    [`${json(what)} at the end`, `${right}${what}`],
    [`${json(what)} after the header`, `${header}${what}.${claims}.${signature}`],
    [`${json(what)} after the claims`, `${header}.${claims}${what}.${signature}`],
    [
      `${json(what)} within the signature`,
      `${header}.${claims}.${signature.slice(0, 9)}${what}${signature.slice(9)}`,
    ],
  ]);
  const orders = [
    [claims, header, signature],
    [header, signature, claims],
    [signature, claims, header],
    [header, header, signature],
    [header, claims, claims],
  ];
  return Object.fromEntries([
    ...cuts,
    ...inserted.filter(([, token]) => token?.trim() !== right),
    ...orders.map((parts, n) => [`order ${n}`, parts.join('.')]),
    ['without a header', `.${claims}.${signature}`],
    ['without claims', `${header}..${signature}`],
    ['two parts', `${header}.${claims}`],
    ['one part', header],
    ['four parts', `${right}.${signature}`],
    ['five parts', `${right}.${signature}.${signature}`],
    ['dots', '..'],
    ['many dots', '.'.repeat(2_000)],
    [
      'standard base64 alphabet',
      `${header}.${claims}.${signature.replaceAll('-', '+').replaceAll('_', '/')}=`,
    ],
    [
      'padded everywhere',
      [header, claims, signature].map((part) => part.padEnd(Math.ceil(part.length / 4) * 4, '=')).join('.'),
    ],
    ['in base64', base64url(right)],
    ['in upper case', right.toUpperCase()],
    ['in quotes', `"${right}"`],
    ['percent-encoded', encodeURIComponent(right).replaceAll('.', '%2E')],
    ['reversed', [...right].reverse().join('')],
    ['twice', `${right}${right}`],
    ['twice, by comma', `${right},${right}`],
    ['twice, by space', `${right} ${right}`],
    ['two schemes', `${right}, Bearer ${right}`],
  ]);
}

/** A right token's header and claims, and a signature that is not theirs. */
function missigned({ rightly, header, claims }: Target, right: string) {
  const body = right.slice(0, right.lastIndexOf('.'));
  const signature = Buffer.from(right.slice(body.length + 1), 'base64url');
  const last = right.at(-1) ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const flips = Array.from({ length: 64 }, (_, n) => {
    const flipped = Buffer.from(signature);
    const place = Math.floor((n * flipped.length) / 64);
    flipped[place] = (flipped[place] ?? 0) ^ (1 << (n % 8));
    return [`bit ${n % 8} of byte ${place}`, `${body}.${flipped.toString('base64url')}`];
  });
  const other = rightly(json(header), json({ ...upToDate(claims), jti: 'another' }));
  return Object.fromEntries([
    ...flips,
    // Bits that decoding throws away: another text with the same meaning (RFC 4648 §3.5).
    ...[1, 2, 3].map((bits) => [
      `idle bits ${bits}`,
      `${right.slice(0, -1)}${alphabet[alphabet.indexOf(last) ^ bits]}`,
    ]),
    ['none', `${body}.`],
    ["another token's", `${body}${other.slice(other.lastIndexOf('.'))}`],
    ['zeros', `${body}.${base64url(Buffer.alloc(signature.length))}`],
    ['ones', `${body}.${base64url(Buffer.alloc(signature.length, 255))}`],
    ['reversed', `${body}.${base64url(Buffer.from(signature).reverse())}`],
    ['half', `${body}.${base64url(signature.subarray(0, signature.length / 2))}`],
    ['and more', `${body}.${base64url(Buffer.concat([signature, Buffer.alloc(8)]))}`],
    ['word', `${body}.signature`],
    // CVE-2022-21449: r and s are zero.
    ...[
      ['ES256', 64],
      ['ES384', 96],
      ['ES512', 132],
      ['Ed25519', 64],
    ].map(([alg, length]) => [
      `psychic ${alg}`,
      `${base64url(json({ ...header, alg }))}.${base64url(json(upToDate(claims)))}.${base64url(Buffer.alloc(Number(length)))}`,
    ]),
  ]);
}

/** Other claims, or another header, under a right token's signature. */
function altered({ header, claims }: Target, right: string) {
  const [, , signature = ''] = right.split('.');
  const wishes: object[] = [
    { role: 'ADMIN' },
    { roles: ['ADMIN'] },
    { realm_access: { roles: ['ADMIN'] } },
    { role: 'SUPER_ADMIN' },
    { org_id: 2 },
    { organization: ['practice-2'] },
    { provider_id: 46 },
    { patient_id: 89 },
    { sub: 'mallory' },
    { email: 'admin@example.com' },
    { exp: now() + 10 * 365 * 86_400 },
    { __proto__: { role: 'ADMIN' } },
  ];
  const headers: object[] = [
    { alg: 'HS512' },
    { alg: 'RS512' },
    { alg: 'PS256' },
    { alg: 'ES256' },
    { alg: 'hs256' },
    { alg: 'rs256' },
    { alg: 'HS1' },
    { kid: 'key-2' },
  ];
  return Object.fromEntries([
    ...wishes.map((wish) => [
      json(wish),
      [json(header), json({ ...upToDate(claims), jti: 'wish', ...wish })]
        .map((part) => base64url(part))
        .concat(signature)
        .join('.'),
    ]),
    ...headers.map((wish) => [
      `header ${json(wish)}`,
      [json({ ...header, ...wish }), json(upToDate(claims))]
        .map((part) => base64url(part))
        .concat(signature)
        .join('.'),
    ]),
  ]);
}

/** RFC 7515 §7.2, and a token within a token. */
function otherwiseSerialized({ rightly, header }: Target, right: string) {
  const [protectedHeader, payload, signature] = right.split('.');
  return {
    flattened: json({ protected: protectedHeader, payload, signature }),
    general: json({ payload, signatures: [{ protected: protectedHeader, signature }] }),
    'general, without signatures': json({ payload, signatures: [] }),
    'flattened, in base64url': base64url(json({ protected: protectedHeader, payload, signature })),
    nested: rightly(json({ ...header, cty: 'JWT' }), right),
    'nested, as a text': rightly(json({ ...header, cty: 'JWT' }), json(right)),
    'selective disclosure': `${right}~`,
    'with a disclosure': `${right}~${base64url(json(['salt', 'role', 'ADMIN']))}~`,
  };
}

/** Rightly signed, and no header or no claims. */
function malformed({ rightly, header, claims }: Target) {
  const texts = [
    '',
    '{',
    '}',
    '[]',
    '[{}]',
    'null',
    'true',
    '1',
    '"claims"',
    '{}',
    "{'exp':1}",
    '{"exp":1,}',
    '<a/>',
    '{"exp":}',
    '{"__proto__":{"exp":9999999999}}',
    '\u0000',
    `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
    `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`,
  ];
  return Object.fromEntries([
    ...texts.map((text) => [`claims ${text.slice(0, 20)}`, rightly(json(header), text)]),
    ...texts.map((text) => [`header ${text.slice(0, 20)}`, rightly(text, json(upToDate(claims)))]),
    ['claims with more behind them', rightly(json(header), `${json(upToDate(claims))}{}`)],
    ['header with more behind it', rightly(`${json(header)} x`, json(upToDate(claims)))],
  ]);
}

/** Eight to sixty-four kilobytes. */
function oversized({ rightly, header, claims }: Target) {
  return Object.fromEntries([
    ...[8, 12, 15, 17, 20, 32, 48, 64].flatMap((kilobytes) => {
      const length = kilobytes * 1000;
      return [
        [`${kilobytes} kB of one letter`, 'a'.repeat(length)],
        [
          `${kilobytes} kB of signature`,
          `${base64url(json(header))}.${base64url(json(upToDate(claims)))}.${'A'.repeat(length)}`,
        ],
        [
          `${kilobytes} kB of header`,
          `${base64url(json({ ...header, x: 'x'.repeat(length * 0.7) }))}.e30.AAAA`,
        ],
      ];
    }),
    ['20 kB, rightly signed', rightly(json(header), json({ ...upToDate(claims), x: 'x'.repeat(15_000) }))],
  ]);
}

async function encrypted({ header, claims, publicKey, secret }: Target, right: string) {
  const seal = (alg: string, enc: string, key: KeyObject | Uint8Array, text: string) =>
    new CompactEncrypt(Buffer.from(text))
      .setProtectedHeader({ ...header, alg, enc, cty: 'JWT' })
      .encrypt(key);
  const half = Buffer.from(secret).subarray(0, 32);
  const tokens = {
    'for the public key': await seal(
      'RSA-OAEP',
      'A256GCM',
      createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })),
      right,
    ),
    'for the public key, claims alone': await seal(
      'RSA-OAEP-256',
      'A256GCM',
      publicKey,
      json(upToDate(claims)),
    ),
    'by the secret': await seal('dir', 'A256GCM', half, right),
    'by a key that the secret wraps': await seal('A256KW', 'A256GCM', half, right),
    'by a password': await seal('PBES2-HS256+A128KW', 'A128GCM', Buffer.from(secret), right),
  };
  return Object.entries(tokens).map(([name, token]) => ({
    name: `encrypted: ${name}`,
    authorization: `Bearer ${token}`,
  }));
}

/** A right token, shown as what it is not. */
function otherSchemes(right: string): Hostile[] {
  const credentials = [
    right,
    `Basic ${right}`,
    `Basic ${Buffer.from(`bearer:${right}`).toString('base64')}`,
    `Token ${right}`,
    `JWT ${right}`,
    `DPoP ${right}`,
    `MAC ${right}`,
    `Bearer:${right}`,
    `Bearer=${right}`,
    `Bearer,${right}`,
    `BearerX ${right}`,
    `Bearer Bearer ${right}`,
    `XBearer ${right}`,
    `"Bearer ${right}"`,
    `Negotiate ${right}`,
    `Digest token="${right}"`,
    `Bearer token="${right}"`,
    `Bearer token=${right}`,
    `Bearer <${right}>`,
    `Bearer${right}`,
    `Bearer\u00a0${right}`,
    'Bearer',
    'Bearer null',
    'Bearer undefined',
    'Bearer [object Object]',
    'Bearer {}',
    'Bearer 0',
    `Bearer ${right} trailing`,
    `Basic x, Bearer ${right}`,
    `\u0412earer ${right}`,
  ];
  return credentials.map((authorization, n) => ({
    name: `scheme ${n}: ${authorization.slice(0, 14)}`,
    authorization,
  }));
}
