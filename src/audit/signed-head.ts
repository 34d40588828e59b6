import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { CompactSign, compactVerify } from 'jose';
import { z } from 'zod';
import type { Head } from './verify-chain.ts';

/** The DER prefix of an Ed25519 private key in PKCS #8 (RFC 8410). The 32-byte seed follows. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const TYPE = 'audit-head+jws';

const Payload = z.object({
  org: z.int(),
  seq: z.int(),
  hash: z.hex().length(64),
  /** The time of signing. */
  at: z.iso.datetime(),
});

export const signingKey = (seed: Buffer) =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });

/** The public key for auditors: 32 bytes in base64url, as `x` of a JSON Web Key (RFC 8037). */
export const publicPart = (key: KeyObject) => String(createPublicKey(key).export({ format: 'jwk' }).x);

export const publicKey = (x: string) =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });

/** Signs a head for storage outside the database: a compact JWS (RFC 7515) with Ed25519. */
export function signHead(key: KeyObject, { org, seq, hash }: { org: number; seq: number; hash: Uint8Array }) {
  const payload: z.infer<typeof Payload> = {
    org,
    seq,
    hash: Buffer.from(hash).toString('hex'),
    at: new Date().toISOString(),
  };
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', typ: TYPE })
    .sign(key);
}

/** Verifies and reads a signed head. Throws if it is malformed or not signed with this key. */
export async function readSignedHead(key: KeyObject, jws: string): Promise<Head & { org: number }> {
  const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['EdDSA'] });
  if (protectedHeader.typ !== TYPE) throw new TypeError('It was signed for something else');
  const { org, seq, hash, at } = Payload.parse(JSON.parse(Buffer.from(payload).toString()));
  return { org, seq, hash: Buffer.from(hash, 'hex'), name: `the head signed at ${at}` };
}
