import { isIP } from 'node:net';
import { z } from 'zod';

export const MIN_SECRET_BYTES = 32;
export const isLongEnough = (secret: string) => Buffer.byteLength(secret) >= MIN_SECRET_BYTES;

/** The values of NODE_ENV, and whether they mean production. */
const environments = new Map([
  ['production', true],
  ['prod', true],
  ['development', false],
  ['dev', false],
  ['test', false],
]);

/** Whether NODE_ENV means production, in any case and spacing. Undefined for an unknown word. */
export const meansProduction = (nodeEnv = 'development') => environments.get(nodeEnv.trim().toLowerCase());

/** Far more than a client needs that polls each of its appointments every 15 s. */
const REQUESTS_PER_MINUTE = 1_200;

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    abort: true,
  });
const ttlSeconds = z.coerce.number({ error: 'must be a number of seconds' }).int().positive();
const flag = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((word) => word === 'true');

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );
const isAddress = (text: string) =>
  ['uniquelocal', 'loopback'].includes(text) || isIP(text.replace(/\/\d{1,3}$/, '')) > 0;
function isNetwork(text: string) {
  const [, address = '', bits = '0'] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  return isIP(address) > 0 && Number(bits) <= (isIP(address) === 6 ? 128 : 32);
}

/** Channel names have no dots, because NATS separates subject levels with them. */
function hasOneChannelAtMost(eventsUrl: string) {
  const channels = new URL(eventsUrl).searchParams.getAll('channel');
  return channels.length <= 1 && channels.every((channel) => /^[\w-]{1,64}$/.test(channel));
}

const isKey = (text: string) => /^[\w-]{43}=?$/.test(text);
const keyOf = (text: string) => Buffer.from(text, 'base64url');

/** Less than the 9 s after which a shutdown is cut off (src/commands/serve.ts). */
const DRAIN = 'must be a number of seconds from 0 to 6';
const SOCKETS = 'must be a number of sockets, at least 1';
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** All variables of the server and its commands. `.env.example` describes them. */
export const Environment = z.object({
  NODE_ENV: z
    .string()
    .refine((word) => meansProduction(word) !== undefined, 'must be production, development or test')
    .optional(),
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(4000),
  HOST: z.string().optional(),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  DATABASE_MIGRATION_URL: url('postgres:', 'postgresql:').optional(),
  DATABASE_LISTEN_URL: url('postgres:', 'postgresql:').optional(),
  DATA_DIR: z.string().default('.data'),
  EVENTS_URL: url('redis:', 'rediss:', 'nats:')
    .refine(hasOneChannelAtMost, 'must name one channel, in 1 to 64 letters, digits, - or _')
    .optional(),
  AUTH_JWT_SECRET: z.string().optional(),
  AUTH_JWKS_URL: url('http:', 'https:').optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  AUTH_CLIENT_ID: z.string().optional(),
  AUTH_SCOPE: z.string().default('openid profile email'),
  TRUSTED_DOCUMENTS: z.enum(['also', 'only'], { error: 'must be also or only' }).default('also'),
  GATEWAY_SECRET: z.string().refine(isLongEnough, `must have at least ${MIN_SECRET_BYTES} bytes`).optional(),
  JITSI_SERVER_URL: url('http:', 'https:').optional(),
  JITSI_APP_ID: z.string().default('ciyex-telehealth'),
  JITSI_APP_SECRET: z
    .string()
    .refine(isLongEnough, `must have at least ${MIN_SECRET_BYTES} bytes`)
    .optional(),
  JITSI_DEFAULT_TTL: ttlSeconds.default(3600),
  JITSI_ENABLED: flag.default(true),
  JITSI_ISSUER: z.string().default('ciyex-app'),
  JITSI_SUBJECT: z.string().optional(),
  JITSI_PRIVATE_NETWORKS: list.refine((networks) => networks.every(isNetwork), {
    error: 'must be IP addresses or ranges such as 10.0.0.0/8, separated by commas',
  }),
  CONFIG_ENCRYPTION_KEY: z
    .string()
    .refine(isKey, 'must be 32 bytes in base64url')
    .transform(keyOf)
    .optional(),
  CONFIG_DECRYPTION_KEYS: list
    .refine((keys) => keys.every(isKey), 'must be keys of 32 bytes in base64url, separated by commas')
    .transform((keys) => keys.map(keyOf)),
  AUDIT_SIGNING_KEY: z.string().refine(isKey, 'must be 32 bytes in base64url').transform(keyOf).optional(),
  AUDIT_PUBLIC_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be what `npm run audit -- key` prints')
    .optional(),
  WORKER: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  SEED_DEMO: flag.optional(),
  DEMO_SIGN_IN: flag.optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  DRAIN_SECONDS: z.coerce.number({ error: DRAIN }).min(0, DRAIN).max(6, DRAIN).optional(),
  MAX_SOCKETS: z.coerce.number({ error: SOCKETS }).int(SOCKETS).positive(SOCKETS).optional(),
  TRUSTED_PROXIES: list.refine((proxies) => proxies.every(isAddress), {
    error: 'must be IP addresses, ranges such as 10.0.0.0/8, or uniquelocal or loopback, separated by commas',
  }),
  RATE_LIMIT: z
    .string()
    .regex(
      /^(on|off|[1-9]\d{2,8})$/,
      'must be on, off, or how many requests of a person in a minute, 100 or more',
    )
    .default('on')
    .transform((word) => ({ on: REQUESTS_PER_MINUTE, off: 0 })[word] ?? Number(word)),
  CORS_ORIGINS: list.refine(
    (origins) => origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
    {
      error: 'must be exact origins such as https://portal.example.org, separated by commas',
    },
  ),
});
export type Environment = z.infer<typeof Environment>;
