import { existsSync } from 'node:fs';
import { z } from 'zod';
import { demo, isLongEnough, MIN_SECRET_BYTES, productionRules } from './production-rules.ts';

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
const ttlSeconds = z.coerce.number({ error: 'must be a number of seconds' }).int().positive();
const flag = z.enum(['true', 'false'], { error: 'must be true or false' }).transform((word) => word === 'true');

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(4000),
  HOST: z.string().optional(),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  DATA_DIR: z.string().default('.data'),
  EVENTS_URL: url('redis:', 'rediss:', 'nats:').optional(),
  AUTH_JWT_SECRET: z.string().optional(),
  AUTH_JWKS_URL: url('http:', 'https:').optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  AUTH_CLIENT_ID: z.string().optional(),
  AUTH_SCOPE: z.string().default('openid profile email'),
  JITSI_SERVER_URL: url('http:', 'https:').optional(),
  JITSI_APP_ID: z.string().default('ciyex-telehealth'),
  JITSI_APP_SECRET: z.string().refine(isLongEnough, `must have at least ${MIN_SECRET_BYTES} bytes`).optional(),
  JITSI_DEFAULT_TTL: ttlSeconds.default(3600),
  JITSI_ENABLED: flag.default(true),
  JITSI_ISSUER: z.string().default('ciyex-app'),
  JITSI_SUBJECT: z.string().optional(),
  CONFIG_ENCRYPTION_KEY: z
    .string()
    .regex(/^[\w-]{43}=?$/, 'must be 32 bytes in base64url')
    .transform((text) => Buffer.from(text, 'base64url'))
    .optional(),
  SEED_DEMO: flag.optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  RATE_LIMIT: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .refine((origins) => origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin), {
      error: 'must be exact origins such as https://portal.example.org, separated by commas',
    }),
});
type Environment = z.infer<typeof Environment>;

/** The environment cannot be used. `problems` holds a sentence for each variable to mend. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  constructor(readonly problems: string[]) {
    super(`The environment cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/** Reads and checks every variable at once. An empty variable counts as not set, as compose files pass them. */
export function readConfig(environment: NodeJS.ProcessEnv = ownEnvironment()) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const production = given.NODE_ENV === 'production';
  const { data: env, error } = Environment.safeParse(given);
  const malformed = error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? [];
  const unsafe = production ? productionRules.filter(([holds]) => !holds(given)).map(([, sentence]) => sentence) : [];
  if (!env || unsafe.length > 0) throw new ConfigError([...malformed, ...unsafe]);
  return { config: configOf(env, production), secrets: secretsOf(env, production) };
}

/** The process's own variables, and those of a `.env` file that it does not have. */
function ownEnvironment() {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

const configOf = (env: Environment, production: boolean) => ({
  production,
  port: env.PORT,
  host: env.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
  dataDir: env.DATA_DIR,
  auth: {
    jwksUrl: env.AUTH_JWKS_URL,
    issuer: env.AUTH_ISSUER,
    audience: env.AUTH_AUDIENCE,
    /** The web client, as the issuer knows it: a public client, without a secret. */
    clientId: env.AUTH_CLIENT_ID,
    scope: env.AUTH_SCOPE,
    demo: !env.AUTH_JWT_SECRET && !env.AUTH_JWKS_URL,
  },
  jitsi: {
    enabled: env.JITSI_ENABLED,
    serverUrl: env.JITSI_SERVER_URL?.replace(/\/+$/, ''),
    appId: env.JITSI_APP_ID,
    defaultTtlSeconds: env.JITSI_DEFAULT_TTL,
    issuer: env.JITSI_ISSUER,
    subject: env.JITSI_SUBJECT,
  },
  demoEncryptionKey: !env.CONFIG_ENCRYPTION_KEY,
  /** `undefined`: the demo clinic goes into an empty embedded database, nowhere else. */
  seedDemo: production ? false : env.SEED_DEMO,
  logLevel: env.LOG_LEVEL,
  rateLimit: env.RATE_LIMIT === 'on',
  corsOrigins: env.CORS_ORIGINS,
});

const secretsOf = (env: Environment, production: boolean) => ({
  databaseUrl: env.DATABASE_URL,
  eventsUrl: env.EVENTS_URL,
  callerSecret: env.AUTH_JWT_SECRET ?? (env.AUTH_JWKS_URL ? undefined : demo.callerSecret),
  encryptionKey: env.CONFIG_ENCRYPTION_KEY ?? demo.encryptionKey,
  jitsiAppSecret: env.JITSI_APP_SECRET,
  /** Signs for the built-in practice room, which production does not have. */
  practiceRoomSecret: production ? undefined : demo.practiceRoomSecret,
});

export type Config = ReturnType<typeof configOf>;
export type Secrets = ReturnType<typeof secretsOf>;
