import { type Environment, isLongEnough } from './environment.ts';

/** Public keys for trying out the program. Production refuses them. */
export const demo = {
  callerSecret: 'readyroom-demo-caller-key-not-for-production',
  encryptionKey: Buffer.alloc(32, 'readyroom-demo-encryption-key'),
  practiceRoomSecret: 'readyroom-demo-practice-room-key-not-for-production',
};

/** The variables that are named like a secret. One that `purposes` lacks does not compile. */
type KeyVariable = Exclude<
  Extract<keyof Environment, `${string}_${'SECRET' | 'KEY' | 'KEYS' | 'PASSWORD' | 'TOKEN'}`>,
  'AUDIT_PUBLIC_KEY'
>;

/** What each key is for. Keys for different purposes must differ: who learns one would know the other. */
const purposes: Record<KeyVariable, string> = {
  AUTH_JWT_SECRET: "callers' tokens",
  GATEWAY_SECRET: 'the gateway',
  JITSI_APP_SECRET: 'room tokens',
  CONFIG_ENCRYPTION_KEY: "organizations' secrets",
  CONFIG_DECRYPTION_KEYS: "organizations' secrets",
  AUDIT_SIGNING_KEY: 'the audit log',
};

interface Key {
  name: string;
  purpose: string;
  text: string;
  /** What the text can stand for. */
  forms: Buffer[];
}

/** Says in a sentence for each variable why production cannot use its key, or whose key it repeats. */
export function problemsWithKeys(env: NodeJS.ProcessEnv) {
  const keys = Object.entries(purposes).flatMap(([name, purpose]) =>
    textsIn(env, name).map((text): Key => ({ name, purpose, text, forms: formsOf(text) })),
  );
  const problems = keys.flatMap(
    (key, index) => problemWith(key) ?? repetitionOf(key, keys.slice(0, index)) ?? [],
  );
  return [...new Set(problems)];
}

/** Short keys have a sentence of their own. */
const textsIn = (env: NodeJS.ProcessEnv, name: string) =>
  (name.endsWith('KEYS') ? (env[name] ?? '').split(',') : [env[name] ?? '']).filter(isLongEnough);

/** Whether everyone can read this key in the source, however it is spelt. */
export const isPublicKey = (text: string) => formsOf(text).some((form) => isAmong(PUBLIC_FORMS, form));

function problemWith({ name, text, forms }: Key) {
  if (isPublicKey(text))
    return `${name} must not ${name.endsWith('KEYS') ? 'hold' : 'be'} the demo key in production`;
  if (!isLongEnough(String(forms[0])) || !forms.every(isVaried))
    return `${name} must be random in production, and neither a pattern nor a placeholder`;
  return undefined;
}

function repetitionOf({ name, purpose, forms }: Key, others: readonly Key[]) {
  const same = others.find(
    (other) => other.purpose !== purpose && forms.some((form) => isAmong(other.forms, form)),
  );
  return same && `${same.name} and ${name} must differ in production`;
}

/** The text without quotes and spaces around it, and the bytes that it is in base64 or in hexadecimal digits. */
function formsOf(text: string) {
  const bare = text.replace(AROUND, '');
  return [
    Buffer.from(bare),
    ...(/^[\w+/\s-]+={0,2}$/.test(bare) ? [Buffer.from(bare, 'base64')] : []),
    ...(/^(?:[\da-f]{2})+$/i.test(bare) ? [Buffer.from(bare, 'hex')] : []),
  ];
}
const AROUND = /^[\s\p{C}"'`]+|[\s\p{C}"'`]+$/gu;

const PUBLIC_FORMS = [
  ...formsOf(demo.callerSecret),
  ...formsOf(demo.practiceRoomSecret),
  ...formsOf(demo.encryptionKey.toString('base64url')),
];

const isAmong = (forms: readonly Buffer[], form: Buffer) => forms.some((other) => other.equals(form));

const PLACEHOLDER =
  /change.?(?:me|this)|replace.?(?:me|this|with)|placeholder|password|qwerty|your.?(?:secret|key)|readyroom.demo|not.for.production/i;
/** Far fewer than random bytes take, even if they are hexadecimal digits. One repeated byte takes one step. */
const MIN_STEPS = 8;
/** Enough, however long the key is. */
const MANY_PAIRS = 64;

/**
 * Whether the bytes go up and down by different steps and do not repeat themselves. A pattern that is repeated
 * has only as many different pairs of neighbours as it has bytes: half of the key's, or fewer.
 */
function isVaried(bytes: Buffer) {
  const steps = new Set<number>();
  const pairs = new Set<number>();
  for (let index = 1; index < bytes.length; index++) {
    const [before = 0, here = 0] = [bytes[index - 1], bytes[index]];
    steps.add(here - before);
    pairs.add(before * 256 + here);
  }
  return (
    steps.size >= MIN_STEPS &&
    pairs.size > Math.min(MANY_PAIRS, bytes.length / 2) &&
    !PLACEHOLDER.test(bytes.toString('latin1'))
  );
}
