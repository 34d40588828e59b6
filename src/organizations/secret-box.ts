import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keyring, WrappingKey } from '../config/keyring.ts';

const FIRST_FORMAT = 'enc:v1:';
const PREFIX = 'enc:v2:';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Recognises an encrypted value of this or another release, so that a secret written in clear by hand can be told apart. */
export const isSealed = (value: string) => /^enc:v\d+:/.test(value);

/** Whether there is nothing to rotate. */
export const isUnderNewest = ([newest]: Keyring, value: string) => value.startsWith(`${PREFIX}${newest.id}:`);

/**
 * `enc:v2:<key id>:<wrapped data key>:<sealed secret>`, both in base64url: a new data key for every value, itself encrypted
 * by the newest wrapping key, each with AES-256-GCM (NIST SP 800-38D). `place` (organization and key) is authenticated with both, so that
 * neither a value nor its data key is of any use in another row.
 */
export function seal([newest]: Keyring, place: string, secret: string) {
  const dataKey = randomBytes(KEY_BYTES);
  return wrap(newest, place, dataKey, encrypt(dataKey, place, Buffer.from(secret)));
}

/** The secret, or `undefined` when none of these keys opens it, when it was sealed for another place, or was altered. */
export function unseal(keyring: Keyring, place: string, value: string): string | undefined {
  if (value.startsWith(FIRST_FORMAT)) return unsealFirstFormat(keyring, place, value);
  const opened = open(keyring, place, value);
  return opened && decrypt(opened.dataKey, place, opened.sealed)?.toString();
}

/** The same secret under the newest key; `undefined` when it cannot be unsealed. Only its data key is encrypted anew, if it has one. */
export function rewrap(keyring: Keyring, place: string, value: string) {
  const secret = unseal(keyring, place, value);
  if (secret === undefined) return undefined;
  const opened = open(keyring, place, value);
  return opened ? wrap(keyring[0], place, opened.dataKey, opened.sealed) : seal(keyring, place, secret);
}

/** Under which key a value is, whether or not we have it. The first format does not say: `undefined` when none of ours opens it. */
export function keyIdOf(keyring: Keyring, place: string, value: string) {
  if (value.startsWith(PREFIX)) return value.slice(PREFIX.length).split(':', 1)[0];
  return keyring.find((key) => unseal([key], place, value) !== undefined)?.id;
}

const wrap = ({ id, key }: WrappingKey, place: string, dataKey: Buffer, sealed: Buffer) =>
  `${PREFIX}${id}:${encrypt(key, wrapPlace(id, place), dataKey).toString('base64url')}:${sealed.toString('base64url')}`;

function open(keyring: Keyring, place: string, value: string) {
  if (!value.startsWith(PREFIX)) return undefined;
  const [keyId, wrapped = '', sealed = ''] = value.slice(PREFIX.length).split(':');
  const key = keyring.find(({ id }) => id === keyId)?.key;
  const dataKey = key && decrypt(key, wrapPlace(keyId, place), Buffer.from(wrapped, 'base64url'));
  return dataKey && { dataKey, sealed: Buffer.from(sealed, 'base64url') };
}

// Not the place alone: in the first format, the same keys encrypted secrets there.
const wrapPlace = (keyId: string | undefined, place: string) => `key ${keyId} of ${place}`;

/** The first format had no data keys and named no key. A server of that release may have sealed over what ours had sealed. */
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
