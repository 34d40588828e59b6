import { existsSync } from 'node:fs';
import { Environment, meansProduction } from './environment.ts';
import { type WrappingKey, wrappingKey } from './keyring.ts';
import { demo } from './keys.ts';
import { mostSockets } from './most-sockets.ts';
import { problemsInProduction } from './production-rules.ts';
import { signInHosts } from './sign-in-hosts.ts';

/** The environment is invalid. `problems` has one sentence per variable to fix. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  constructor(readonly problems: string[]) {
    super(`The environment cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/**
 * Reads and checks all variables. Throws one `ConfigError` for all problems. An empty variable counts as not
 * set, because compose files pass unset variables as empty strings.
 */
export function readConfig(environment: NodeJS.ProcessEnv = ownEnvironment()) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const production = meansProduction(given.NODE_ENV) ?? false;
  const { data: env, error } = Environment.safeParse(given);
  const malformed = error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? [];
  const unsafe = production ? problemsInProduction(given) : [];
  if (!env || unsafe.length > 0) throw new ConfigError([...malformed, ...unsafe]);
  const config = configOf(env, production);
  const { serverUrl } = config.jitsi;
  if (serverUrl && signInHosts(config).includes(new URL(serverUrl).host))
    throw new ConfigError(['JITSI_SERVER_URL must not be an address where people sign in']);
  return { config, secrets: secretsOf(env, production) };
}

/** The process's environment. A `.env` file adds variables but overrides none. */
function ownEnvironment() {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

const hostOf = (env: Environment, production: boolean) => env.HOST ?? (production ? '0.0.0.0' : '127.0.0.1');
const usesDemoKey = (env: Environment) => !env.AUTH_JWT_SECRET && !env.AUTH_JWKS_URL;

/**
 * Whether anyone may sign in as anyone of the demo clinic: on this computer, in the embedded demo, or where
 * the operator says so. A clinic's database may have an organization of the same number.
 */
function opensDemoSignIn(env: Environment, production: boolean) {
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(hostOf(env, production));
  const isEmbeddedDemo = !env.DATABASE_URL && env.SEED_DEMO !== false;
  return !production && usesDemoKey(env) && (isLocal || isEmbeddedDemo || env.DEMO_SIGN_IN === true);
}

const configOf = (env: Environment, production: boolean) => ({
  production,
  port: env.PORT,
  host: hostOf(env, production),
  dataDir: env.DATA_DIR,
  auth: {
    jwksUrl: env.AUTH_JWKS_URL,
    issuer: env.AUTH_ISSUER,
    audience: env.AUTH_AUDIENCE,
    /** The web client's id at the issuer: a public client, without a secret. */
    clientId: env.AUTH_CLIENT_ID,
    scope: env.AUTH_SCOPE,
    demo: usesDemoKey(env),
  },
  jitsi: {
    enabled: env.JITSI_ENABLED,
    serverUrl: env.JITSI_SERVER_URL?.replace(/\/+$/, ''),
    appId: env.JITSI_APP_ID,
    defaultTtlSeconds: env.JITSI_DEFAULT_TTL,
    issuer: env.JITSI_ISSUER,
    subject: env.JITSI_SUBJECT,
  },
  /**
   * Private networks where organizations' own Jitsi servers may be. Outside of production, all of them by
   * default.
   */
  privateNetworks:
    env.JITSI_PRIVATE_NETWORKS.length > 0 || production ? env.JITSI_PRIVATE_NETWORKS : ['0.0.0.0/0', '::/0'],
  demoEncryptionKey: !env.CONFIG_ENCRYPTION_KEY,
  /** `undefined`: the demo clinic is added only to an empty embedded database. */
  seedDemo: production ? false : env.SEED_DEMO,
  demoSignIn: opensDemoSignIn(env, production),
  /** Whether only the operations of our own clients are accepted. */
  trustedDocumentsOnly: env.TRUSTED_DOCUMENTS === 'only',
  /** Whether this node also does the background jobs. */
  worker: env.WORKER === 'on',
  logLevel: env.LOG_LEVEL,
  /** Requests per person and minute. 0 means no limit. */
  rateLimit: env.RATE_LIMIT,
  corsOrigins: env.CORS_ORIGINS,
  trustedProxies: env.TRUSTED_PROXIES,
  maxSockets: env.MAX_SOCKETS ?? mostSockets(),
  /** A load balancer needs some seconds to notice a shutdown. A developer's terminal should not wait. */
  drainSeconds: env.DRAIN_SECONDS ?? (production ? 5 : 0),
});

const secretsOf = (env: Environment, production: boolean) => ({
  databaseUrl: env.DATABASE_URL,
  /** The login of the tables' owner, if the server itself logs in with fewer rights. */
  migrationUrl: env.DATABASE_MIGRATION_URL,
  /** A direct address for LISTEN, if a pooler stands between. */
  listenUrl: env.DATABASE_LISTEN_URL,
  eventsUrl: env.EVENTS_URL,
  callerSecret: env.AUTH_JWT_SECRET ?? (env.AUTH_JWKS_URL ? undefined : demo.callerSecret),
  /** Authenticates the federation gateway. If set, only the gateway may query `_entities` and `_service`. */
  gatewaySecret: env.GATEWAY_SECRET,
  /** The first key encrypts organizations' secrets. The others only decrypt. */
  keyring: [env.CONFIG_ENCRYPTION_KEY ?? demo.encryptionKey, ...env.CONFIG_DECRYPTION_KEYS].map(
    wrappingKey,
  ) as [WrappingKey, ...WrappingKey[]], // map loses that the list is not empty
  jitsiAppSecret: env.JITSI_APP_SECRET,
  /** Signs heads of the audit chain (docs/audit.md). Only `npm run audit` uses it. */
  auditSigningKey: env.AUDIT_SIGNING_KEY,
  auditPublicKey: env.AUDIT_PUBLIC_KEY,
  /** Signs tokens for the built-in practice room, which production does not have. */
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
