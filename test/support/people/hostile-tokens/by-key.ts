import { generateKeyPairSync } from 'node:crypto';
import { base64url, byKey, hmac, json, type Target, upToDate } from './target.ts';

/** Names of keys that lead elsewhere, to whoever looks for them there. */
export function keyNamed({ header, claims, attackersUrl }: Target) {
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
export function keyBrought({ header, claims, attackersUrl }: Target) {
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
export function critical({ rightly, header, claims }: Target) {
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
