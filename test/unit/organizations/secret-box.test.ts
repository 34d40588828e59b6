import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Keyring, wrappingKey } from '../../../src/config/keyring.ts';
import {
  isSealed,
  isUnderNewest,
  keyIdOf,
  rewrap,
  seal,
  unseal,
} from '../../../src/organizations/secret-box.ts';

const PLACE = 'org_config/1/jitsi.app_secret';
const OTHER_PLACE = 'org_config/2/jitsi.app_secret';
const SECRET = 'the-secret-of-the-practice-0123456789abcdefgh';

const [older, newer, stranger] = ['older', 'newer', 'stranger'].map((name) =>
  wrappingKey(Buffer.alloc(32, name)),
) as [Keyring[0], Keyring[0], Keyring[0]]; // of three names
/** While the key is being rotated. */
const both: Keyring = [newer, older];

/** A value's key id, its wrapped data key and its sealed secret. */
const partsOf = (value: string) => value.split(':').slice(2) as [string, string, string]; // as the format has them
const joined = (...parts: string[]) => `enc:v2:${parts.join(':')}`;

/** As the first release wrote them: no data key, and no word of which key it was. */
function sealFirstFormat({ key }: Keyring[0], place: string, secret: string) {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `enc:v1:${sealed.toString('base64url')}`;
}

test.each([SECRET, '', 'Grüße, 🏥', 'x'.repeat(100_000)])(
  'a secret comes back as it was, no. %#',
  (secret) => {
    const sealed = seal([newer], PLACE, secret);
    expect(isSealed(sealed)).toBe(true);
    expect(unseal([newer], PLACE, sealed)).toBe(secret);
  },
);

test('two values of the same secret share nothing but the key that they are under', () => {
  const [one, two] = [partsOf(seal([newer], PLACE, SECRET)), partsOf(seal([newer], PLACE, SECRET))];
  expect(one[0]).toBe(two[0]);
  expect(one[1]).not.toBe(two[1]);
  expect(one[2]).not.toBe(two[2]);
});

test('every bit counts: whichever is turned, in the data key or in the secret, nothing is opened', () => {
  const [id, ...boxes] = partsOf(seal([newer], PLACE, SECRET));
  let turned = 0;
  for (const [index, box] of boxes.entries()) {
    const bytes = Buffer.from(box, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++, turned++) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const parts = boxes.with(index, altered.toString('base64url'));
      if (unseal([newer], PLACE, joined(id, ...parts)) !== undefined)
        expect.unreachable(`bit ${bit} of part ${index}`);
    }
  }
  expect(turned).toBeGreaterThan(1000);
});

test('cut anywhere, a value is not opened', () => {
  const value = seal([newer], PLACE, SECRET);
  for (let length = 'enc:v2:'.length; length < value.length - 1; length++)
    expect([length, unseal([newer], PLACE, value.slice(0, length))]).toEqual([length, undefined]);
});

test('a value is of no use in another place, nor is its data key with another value', () => {
  const [mine, theirs] = [seal([newer], PLACE, SECRET), seal([newer], OTHER_PLACE, `${SECRET}-too`)];
  const again = seal([newer], PLACE, 'an-older-secret-of-the-same-practice-0123456789');
  const [id, wrapped, sealed] = partsOf(mine);
  for (const value of [
    theirs,
    joined(id, partsOf(theirs)[1], sealed),
    joined(id, wrapped, partsOf(theirs)[2]),
  ])
    expect(unseal([newer], PLACE, value)).toBeUndefined();
  expect(unseal([newer], PLACE, joined(id, partsOf(again)[1], sealed))).toBeUndefined();
});

test('whoever has learned a data key cannot use it in another place', () => {
  const [id, wrapped] = partsOf(seal([newer], PLACE, SECRET));
  const box = Buffer.from(wrapped, 'base64url');
  const opening = createDecipheriv('aes-256-gcm', newer.key, box.subarray(0, 12)).setAAD(
    Buffer.from(`key ${id} of ${PLACE}`),
  );
  const dataKey = Buffer.concat([
    opening.setAuthTag(box.subarray(-16)).update(box.subarray(12, -16)),
    opening.final(),
  ]);
  const forged = (place: string) =>
    sealFirstFormat({ id, key: dataKey }, place, 'forged').slice('enc:v1:'.length);
  expect(unseal([newer], PLACE, joined(id, wrapped, forged(PLACE)))).toBe('forged');
  expect(unseal([newer], OTHER_PLACE, joined(id, wrapped, forged(OTHER_PLACE)))).toBeUndefined();
});

test('what the first format sealed cannot be passed off as a data key, and no data key as a secret', () => {
  const dataKey = 'a data key of 32 bytes, known...';
  const [id, wrapped, sealed] = partsOf(seal([newer], PLACE, SECRET));
  const forged = sealFirstFormat(newer, PLACE, dataKey).slice('enc:v1:'.length);
  expect(unseal([newer], PLACE, joined(id, forged, sealed))).toBeUndefined();
  expect(unseal([newer], PLACE, `enc:v1:${wrapped}`)).toBeUndefined();
});

test('a key is known by its hash, and a value under a key that is not there says which it would take', () => {
  const value = seal([older], PLACE, SECRET);
  expect(partsOf(value)[0]).toBe(older.id);
  expect(unseal([newer, stranger], PLACE, value)).toBeUndefined();
  expect(keyIdOf([newer], PLACE, value)).toBe(older.id);
  // Under another key's name it is not tried with this one.
  expect(unseal(both, PLACE, value.replace(older.id, newer.id))).toBeUndefined();
});

test('while the key is rotated both keys open, and only the newer one seals', () => {
  const [before, after] = [seal([older], PLACE, SECRET), seal(both, PLACE, SECRET)];
  expect([unseal(both, PLACE, before), unseal(both, PLACE, after)]).toEqual([SECRET, SECRET]);
  expect([isUnderNewest(both, before), isUnderNewest(both, after)]).toEqual([false, true]);
  expect(unseal([older], PLACE, after)).toBeUndefined();
});

test('rotated, a value is under the newer key alone; only its data key was encrypted anew', () => {
  const before = seal([older], PLACE, SECRET);
  const after = String(rewrap(both, PLACE, before));
  expect(unseal([newer], PLACE, after)).toBe(SECRET);
  expect(unseal([older], PLACE, after)).toBeUndefined();
  expect(partsOf(after)[2]).toBe(partsOf(before)[2]);
});

test('values of the first format stay readable under any of the keys, and get a data key when they are rotated', () => {
  const before = sealFirstFormat(older, PLACE, SECRET);
  expect(unseal(both, PLACE, before)).toBe(SECRET);
  expect(unseal(both, OTHER_PLACE, before)).toBeUndefined();
  expect([keyIdOf(both, PLACE, before), keyIdOf([newer], PLACE, before)]).toEqual([older.id, undefined]);
  const after = String(rewrap(both, PLACE, before));
  expect(after).toMatch(new RegExp(`^enc:v2:${newer.id}:`));
  expect(unseal([newer], PLACE, after)).toBe(SECRET);
});

test('what a server of the first release sealed over a value of this one is still that secret', () => {
  const twice = sealFirstFormat(newer, PLACE, seal([newer], PLACE, SECRET));
  expect(unseal([newer], PLACE, twice)).toBe(SECRET);
  expect(unseal([newer], PLACE, String(rewrap([newer], PLACE, twice)))).toBe(SECRET);
});

test('what cannot be opened is not rotated', () => {
  const value = seal([older], PLACE, SECRET);
  const altered = value.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
  expect([
    rewrap([newer], PLACE, value),
    rewrap(both, OTHER_PLACE, value),
    rewrap(both, PLACE, altered),
  ]).toEqual(Array(3).fill(undefined));
});

test('a format to come is not taken for a secret in clear', () => {
  expect(isSealed('enc:v3:what-nobody-knows-yet')).toBe(true);
  expect(unseal([newer], PLACE, 'enc:v3:what-nobody-knows-yet')).toBeUndefined();
});
