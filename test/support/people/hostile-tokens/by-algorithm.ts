import { base64url, hmac, json, type Target, upToDate } from './target.ts';

/** RFC 8725 §2.1: "none" in every spelling, and what else is no algorithm. */
export function unsigned({ header, claims }: Target, right: string) {
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
export function confused({ header, claims, publicKey, publicJwk }: Target) {
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
export function guessed({ header, claims, secret }: Target) {
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
