/** Public keys for trying out the program. Production refuses them. */
export const demo = {
  callerSecret: 'readyroom-demo-caller-key-not-for-production',
  encryptionKey: Buffer.alloc(32, 'readyroom-demo-encryption-key'),
  practiceRoomSecret: 'readyroom-demo-practice-room-key-not-for-production',
};

export const MIN_SECRET_BYTES = 32;
export const isLongEnough = (secret: string) => Buffer.byteLength(secret) >= MIN_SECRET_BYTES;

/** Rules for production, each with the message for a violation. They check the raw text of the variables. */
export const productionRules: [(env: NodeJS.ProcessEnv) => boolean, string][] = [
  [
    (env) => Boolean(env.AUTH_JWT_SECRET || env.AUTH_JWKS_URL),
    'AUTH_JWT_SECRET or AUTH_JWKS_URL must be set in production: the demo key is public',
  ],
  [
    (env) => !env.AUTH_JWT_SECRET || isLongEnough(env.AUTH_JWT_SECRET),
    `AUTH_JWT_SECRET must have at least ${MIN_SECRET_BYTES} bytes in production`,
  ],
  [
    (env) => env.AUTH_JWT_SECRET !== demo.callerSecret,
    'AUTH_JWT_SECRET must not be the demo key in production',
  ],
  [
    (env) => Boolean(env.CONFIG_ENCRYPTION_KEY),
    'CONFIG_ENCRYPTION_KEY must be set in production: the demo key is public',
  ],
  [
    (env) => !demo.encryptionKey.equals(Buffer.from(env.CONFIG_ENCRYPTION_KEY ?? '', 'base64url')),
    'CONFIG_ENCRYPTION_KEY must not be the demo key in production',
  ],
  [
    (env) =>
      !(env.CONFIG_DECRYPTION_KEYS ?? '')
        .split(',')
        .some((key) => demo.encryptionKey.equals(Buffer.from(key, 'base64url'))),
    'CONFIG_DECRYPTION_KEYS must not hold the demo key in production',
  ],
  [
    (env) => env.JITSI_APP_SECRET !== demo.practiceRoomSecret,
    'JITSI_APP_SECRET must not be the demo key in production',
  ],
  [(env) => !/^\s*http:/i.test(env.JITSI_SERVER_URL ?? ''), 'JITSI_SERVER_URL must be https in production'],
  [(env) => env.SEED_DEMO !== 'true', 'SEED_DEMO must not be true in production'],
  [(env) => env.RATE_LIMIT !== 'off', 'RATE_LIMIT must stay on in production'],
];
