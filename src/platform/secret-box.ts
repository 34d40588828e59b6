import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const PREFIX = 'enc:v1:';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Recognises a value that `seal` made, so that a secret written in clear by hand can be told apart. */
export const isSealed = (value: string) => value.startsWith(PREFIX);

/**
 * Encrypts with AES-256-GCM (NIST SP 800-38D). `place` (organization and key) is authenticated with it, so that a
 * value copied into another row does not decrypt there.
 */
export function seal(key: Uint8Array, place: string, secret: string) {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return PREFIX + sealed.toString('base64url');
}

/** The secret, or `undefined` when it was sealed with another key, for another place, or was altered. */
export function unseal(key: Uint8Array, place: string, value: string) {
  const sealed = Buffer.from(value.slice(PREFIX.length), 'base64url');
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const body = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
