import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { DEMO_KEY, demo, KEY, production } from '../../support/environments.ts';
import { secretVariables } from '../../support/server-variables.ts';
import { problemsOf } from './problems-of.ts';

const KEYS = [
  'AUTH_JWT_SECRET',
  'GATEWAY_SECRET',
  'JITSI_APP_SECRET',
  'CONFIG_ENCRYPTION_KEY',
  'CONFIG_DECRYPTION_KEYS',
  'AUDIT_SIGNING_KEY',
] as const;
const publicKeys = [String(demo.callerSecret), String(demo.practiceRoomSecret), DEMO_KEY];
const base64 = (text: string | Buffer) => Buffer.from(text as string).toString('base64');

/** The problems that a change of the environment adds. */
const with_ = (variables: Record<string, string>) => problemsOf({ ...production, ...variables });
/** Whether a variable is refused, whatever else is said. */
const refuses = (name: string, value: string) => with_({ [name]: value }).some((one) => one.includes(name));

test.each(KEYS)('no public key is a key in production: %s', (name) => {
  const spelt = publicKeys.flatMap((key) => [
    key,
    ` ${key}`,
    `${key}\n`,
    `\t"${key}" `,
    `'${key}'`,
    `\ufeff${key}\u200b`,
    base64(key),
    base64(key).replace(/=+$/, ''),
    `${base64(key)}\n`,
    Buffer.from(key).toString('base64url'),
    Buffer.from(key).toString('hex'),
    `${key}1`,
  ]);
  const bytes = demo.keyring[0].key as Buffer;
  spelt.push(
    String(demo.callerSecret).toUpperCase(),
    base64(bytes),
    bytes.toString('hex'),
    bytes.toString('latin1'),
  );
  expect(spelt.filter((value) => !refuses(name, value))).toEqual([]);
});

test('every secret that the server reads is among them, but for addresses with a password', () => {
  const looked = secretVariables().filter((name) => !name.endsWith('_URL') && name !== 'AUDIT_PUBLIC_KEY');
  expect(looked.sort()).toEqual([...KEYS].sort());
});

test('a key among others is looked at as well', () => {
  expect(with_({ CONFIG_DECRYPTION_KEYS: `${randomBytes(32).toString('base64url')},${DEMO_KEY}` })).toEqual([
    'CONFIG_DECRYPTION_KEYS must not hold the demo key in production',
  ]);
});

const ascending = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
const patterns: [string, Buffer][] = [
  ['zeros', Buffer.alloc(32)],
  ['ones', Buffer.alloc(48, 0xff)],
  ['one letter', Buffer.alloc(32, 'a')],
  ['a word over and over', Buffer.alloc(64, 'changeme')],
  ['a longer word over and over', Buffer.alloc(32, 'a-short-secret')],
  ['half a key, twice', Buffer.alloc(32, 'half.of.this.key')],
  ['two bytes in turn', Buffer.alloc(32, 'ab')],
  ['digits over and over', Buffer.alloc(40, '0123456789')],
  ['hexadecimal digits in order', Buffer.alloc(32, '0123456789abcdef')],
  ['bytes in order', ascending],
  ['bytes in reverse', Buffer.from(ascending).reverse()],
  ['every third byte', Buffer.from(ascending.map((byte) => byte * 3))],
  ['the alphabet', Buffer.from('abcdefghijklmnopqrstuvwxyz0123456789')],
  ['a placeholder', Buffer.from('changeme-changeme2-changeme3-and-more')],
  ['another placeholder', Buffer.from('please-replace-me-with-32-random-bytes')],
  ['one byte and many zeros', Buffer.from([...Buffer.alloc(31), 7])],
  ['a short secret and many spaces', Buffer.from('a-short-secret'.padEnd(40))],
];

test.each(patterns)('%s are no key in production, as text, base64 or hexadecimal digits', (_what, bytes) => {
  const sentence = (name: string) =>
    `${name} must be random in production, and neither a pattern nor a placeholder`;
  for (const name of ['AUTH_JWT_SECRET', 'GATEWAY_SECRET', 'JITSI_APP_SECRET'])
    for (const value of [bytes.toString('latin1'), base64(bytes), bytes.toString('hex')])
      expect([value, with_({ [name]: value })]).toEqual([value, [sentence(name)]]);
  for (const name of ['CONFIG_ENCRYPTION_KEY', 'CONFIG_DECRYPTION_KEYS', 'AUDIT_SIGNING_KEY'])
    expect(with_({ [name]: bytes.subarray(0, 32).toString('base64url') })).toEqual([sentence(name)]);
});

test('keys that are made as the documents say are taken, a thousand of each kind', () => {
  for (let turn = 0; turn < 1_000; turn++) {
    const key = () => randomBytes(32).toString('base64url');
    const variables = {
      AUTH_JWT_SECRET: randomBytes(32).toString('hex'),
      GATEWAY_SECRET: randomBytes(16).toString('hex'),
      JITSI_APP_SECRET: randomBytes(24).toString('base64'),
      CONFIG_ENCRYPTION_KEY: key(),
      CONFIG_DECRYPTION_KEYS: `${key()},${key()}`,
      AUDIT_SIGNING_KEY: key(),
    };
    expect([variables, with_(variables)]).toEqual([variables, []]);
  }
});

test('one key has one purpose, however it is spelt', () => {
  const secret = String(production.AUTH_JWT_SECRET);
  const differ = (one: string, other: string) => [`${one} and ${other} must differ in production`];
  expect(with_({ JITSI_APP_SECRET: secret })).toEqual(differ('AUTH_JWT_SECRET', 'JITSI_APP_SECRET'));
  expect(with_({ JITSI_APP_SECRET: ` ${secret}` })).toEqual(differ('AUTH_JWT_SECRET', 'JITSI_APP_SECRET'));
  expect(with_({ GATEWAY_SECRET: base64(secret) })).toEqual(differ('AUTH_JWT_SECRET', 'GATEWAY_SECRET'));
  expect(with_({ AUDIT_SIGNING_KEY: KEY })).toEqual(differ('CONFIG_ENCRYPTION_KEY', 'AUDIT_SIGNING_KEY'));
  expect(with_({ CONFIG_DECRYPTION_KEYS: KEY })).toEqual([]);
});
