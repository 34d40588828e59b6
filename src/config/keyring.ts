import { hash } from 'node:crypto';

/**
 * A key that encrypts data keys (key wrapping). Its id is the first 16 hex digits of the key's SHA-256 hash.
 */
export interface WrappingKey {
  id: string;
  key: Uint8Array;
}

/** The first key encrypts and decrypts. The others only decrypt. */
export type Keyring = readonly [WrappingKey, ...WrappingKey[]];

export const wrappingKey = (key: Uint8Array): WrappingKey => ({ id: hash('sha256', key).slice(0, 16), key });
