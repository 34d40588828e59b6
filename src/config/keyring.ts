import { hash } from 'node:crypto';

/** Encrypts the keys of single values (key wrapping). Its id is a hash of the key, so nobody has to invent one. */
export interface WrappingKey {
  id: string;
  key: Uint8Array;
}

/** The first key encrypts, all of them decrypt. */
export type Keyring = readonly [WrappingKey, ...WrappingKey[]];

export const wrappingKey = (key: Uint8Array): WrappingKey => ({ id: hash('sha256', key).slice(0, 16), key });
