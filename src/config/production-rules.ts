import { isLongEnough, MIN_SECRET_BYTES } from './environment.ts';
import { problemsWithKeys } from './keys.ts';

/** Whether it goes over the network unencrypted. */
const isPlain = (url = '') => /^[\s\p{C}]*http:/iu.test(url);

/** Rules for production, each with the message for a violation. They check the raw text of the variables. */
const rules: [(env: NodeJS.ProcessEnv) => boolean, string][] = [
  [
    (env) => Boolean(env.AUTH_JWT_SECRET || env.AUTH_JWKS_URL),
    'AUTH_JWT_SECRET or AUTH_JWKS_URL must be set in production: the demo key is public',
  ],
  [
    (env) => !env.AUTH_JWT_SECRET || isLongEnough(env.AUTH_JWT_SECRET),
    `AUTH_JWT_SECRET must have at least ${MIN_SECRET_BYTES} bytes in production`,
  ],
  [
    (env) => Boolean(env.CONFIG_ENCRYPTION_KEY),
    'CONFIG_ENCRYPTION_KEY must be set in production: the demo key is public',
  ],
  [(env) => !isPlain(env.AUTH_JWKS_URL), 'AUTH_JWKS_URL must be https in production'],
  [(env) => !isPlain(env.AUTH_ISSUER), 'AUTH_ISSUER must be https in production'],
  [(env) => !isPlain(env.JITSI_SERVER_URL), 'JITSI_SERVER_URL must be https in production'],
  [(env) => env.SEED_DEMO !== 'true', 'SEED_DEMO must not be true in production'],
  [(env) => env.DEMO_SIGN_IN !== 'true', 'DEMO_SIGN_IN must not be true in production'],
  [(env) => env.RATE_LIMIT !== 'off', 'RATE_LIMIT must stay on in production'],
];

/** Why production cannot run with these variables, a sentence each. */
export const problemsInProduction = (env: NodeJS.ProcessEnv) => [
  ...rules.filter(([holds]) => !holds(env)).map(([, sentence]) => sentence),
  ...problemsWithKeys(env),
];
