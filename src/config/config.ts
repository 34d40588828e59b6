import { existsSync } from 'node:fs';
import { Environment } from './environment.ts';
import { type WrappingKey, wrappingKey } from './keyring.ts';
import { mostSockets } from './most-sockets.ts';
import { demo, productionRules } from './production-rules.ts';

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
  const unsafe = production
    ? productionRules.filter(([holds]) => !holds(given)).map(([, sentence]) => sentence)
    : [];
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
  /** Where an organization's own Jitsi may be besides the Internet. */
  privateNetworks:
    env.JITSI_PRIVATE_NETWORKS.length > 0 || production ? env.JITSI_PRIVATE_NETWORKS : ['0.0.0.0/0', '::/0'],
  demoEncryptionKey: !env.CONFIG_ENCRYPTION_KEY,
  /** `undefined`: the demo clinic goes into an empty embedded database, nowhere else. */
  seedDemo: production ? false : env.SEED_DEMO,
  /** Whether anything else than the operations of our own clients is refused. */
  trustedDocumentsOnly: env.TRUSTED_DOCUMENTS === 'only',
  logLevel: env.LOG_LEVEL,
  /** Requests of one person in a minute; 0 is no limit. */
  rateLimit: env.RATE_LIMIT,
  corsOrigins: env.CORS_ORIGINS,
  trustedProxies: env.TRUSTED_PROXIES,
  maxSockets: env.MAX_SOCKETS ?? mostSockets(),
  /** Behind a balancer, which needs a moment to learn it; at a developer's terminal nobody waits. */
  drainSeconds: env.DRAIN_SECONDS ?? (production ? 5 : 0),
});

const secretsOf = (env: Environment, production: boolean) => ({
  databaseUrl: env.DATABASE_URL,
  /** The owner of the tables, where the server itself logs in as somebody who owns nothing. */
  migrationUrl: env.DATABASE_MIGRATION_URL,
  eventsUrl: env.EVENTS_URL,
  callerSecret: env.AUTH_JWT_SECRET ?? (env.AUTH_JWKS_URL ? undefined : demo.callerSecret),
  /** Shown by a federation gateway, which then alone may ask for entities and the schema. */
  gatewaySecret: env.GATEWAY_SECRET,
  /** The key that encrypts organizations' secrets, and others that only decrypt. */
  keyring: [env.CONFIG_ENCRYPTION_KEY ?? demo.encryptionKey, ...env.CONFIG_DECRYPTION_KEYS].map(
    wrappingKey,
  ) as [WrappingKey, ...WrappingKey[]], // of one key at least
  jitsiAppSecret: env.JITSI_APP_SECRET,
  /** Signs how far the audit log went (docs/audit.md); the server itself does not need it. */
  auditSigningKey: env.AUDIT_SIGNING_KEY,
  auditPublicKey: env.AUDIT_PUBLIC_KEY,
  /** Signs for the built-in practice room, which production does not have. */
  practiceRoomSecret: production ? undefined : demo.practiceRoomSecret,
});

export type Config = ReturnType<typeof configOf>;
export type Secrets = ReturnType<typeof secretsOf>;

declare module '../platform/slice.ts' {
  interface Application {
    config: Config;
    secrets: Secrets;
  }
}
