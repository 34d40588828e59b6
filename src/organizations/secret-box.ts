import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keyring, WrappingKey } from '../config/keyring.ts';

const FIRST_FORMAT = 'enc:v1:';
const PREFIX = 'enc:v2:';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Whether a value is encrypted, in the format of any release. People may write secrets in plain text by hand.
 */
export const isSealed = (value: string) => /^enc:v\d+:/.test(value);

/** Whether the value needs no rotation. */
export const isUnderNewest = ([newest]: Keyring, value: string) => value.startsWith(`${PREFIX}${newest.id}:`);

/**
 * Encrypts a secret to `enc:v2:<key id>:<wrapped data key>:<sealed secret>`, the last two in base64url. Each
 * value has a new data key, which the newest wrapping key encrypts. Both use AES-256-GCM (NIST SP 800-38D).
 * `place` is authenticated with both, so neither works in another row.
 */
export function seal([newest]: Keyring, place: string, secret: string) {
  const dataKey = randomBytes(KEY_BYTES);
  return wrap(newest, place, dataKey, encrypt(dataKey, place, Buffer.from(secret)));
}

/**
 * Decrypts a secret. Returns `undefined` if no key fits, if it belongs to another place, or if it was
 * altered.
 */
export function unseal(keyring: Keyring, place: string, value: string): string | undefined {
  if (value.startsWith(FIRST_FORMAT)) return unsealFirstFormat(keyring, place, value);
  const opened = open(keyring, place, value);
  return opened && decrypt(opened.dataKey, place, opened.sealed)?.toString();
}

/**
 * Re-encrypts a secret with the newest key. If it has a data key, only that is encrypted again. Returns
 * `undefined` if it cannot be decrypted.
 */
export function rewrap(keyring: Keyring, place: string, value: string) {
  const secret = unseal(keyring, place, value);
  if (secret === undefined) return undefined;
  const opened = open(keyring, place, value);
  return opened ? wrap(keyring[0], place, opened.dataKey, opened.sealed) : seal(keyring, place, secret);
}

/**
 * Returns the id of the key that encrypts a value, even if we do not have that key. Values in the first
 * format do not name it, so this tries all keys and returns `undefined` if none fits.
 */
export function keyIdOf(keyring: Keyring, place: string, value: string) {
  if (value.startsWith(PREFIX)) return value.slice(PREFIX.length).split(':', 1)[0];
  return keyring.find((key) => unseal([key], place, value) !== undefined)?.id;
}

function wrap({ id, key }: WrappingKey, place: string, dataKey: Buffer, sealed: Buffer) {
  const wrapped = encrypt(key, wrapPlace(id, place), dataKey);
  return `${PREFIX}${id}:${wrapped.toString('base64url')}:${sealed.toString('base64url')}`;
}

function open(keyring: Keyring, place: string, value: string) {
  if (!value.startsWith(PREFIX)) return undefined;
  const [keyId, wrapped = '', sealed = ''] = value.slice(PREFIX.length).split(':');
  const key = keyring.find(({ id }) => id === keyId)?.key;
  const dataKey = key && decrypt(key, wrapPlace(keyId, place), Buffer.from(wrapped, 'base64url'));
  return dataKey && { dataKey, sealed: Buffer.from(sealed, 'base64url') };
}

// Not the place alone: in the first format, the same keys encrypted secrets with just the place.
const wrapPlace = (keyId: string | undefined, place: string) => `key ${keyId} of ${place}`;

/**
 * The first format has no data key and no key id. During a rolling upgrade an older server may encrypt a
 * value of the second format again, hence the recursion.
 */
function unsealFirstFormat(keyring: Keyring, place: string, value: string) {
  const sealed = Buffer.from(value.slice(FIRST_FORMAT.length), 'base64url');
  for (const { key } of keyring) {
    const secret = decrypt(key, place, sealed)?.toString();
    if (secret !== undefined) return isSealed(secret) ? unseal(keyring, place, secret) : secret;
  }
  return undefined;
}

function encrypt(key: Uint8Array, authenticated: string, plain: Buffer) {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(authenticated));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, authenticated: string, sealed: Buffer) {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(authenticated)).setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}
