import { constants, createHmac, type KeyObject, sign as signWith } from 'node:crypto';

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

export const base64url = (text: string | Buffer) => Buffer.from(text).toString('base64url');
export const json = (value: unknown) => JSON.stringify(value);
export const now = () => Math.floor(Date.now() / 1000);
export const upToDate = (claims: object) => ({ ...claims, exp: now() + 3600 });

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
