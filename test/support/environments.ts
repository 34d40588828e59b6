import { readConfig } from '../../src/config/config.ts';

export const KEY = Buffer.alloc(32, 'a-key-of-this-clinic').toString('base64url');

/** What a clinic sets before it lets real patients in. */
export const production = {
  NODE_ENV: 'production',
  AUTH_JWT_SECRET: 'a-caller-secret-of-this-clinic-0123456789',
  CONFIG_ENCRYPTION_KEY: KEY,
  JITSI_SERVER_URL: 'https://meet.example.org',
  JITSI_APP_SECRET: 'a-jitsi-secret-of-this-clinic-0123456789',
};

/** What everyone can read in the source. */
export const { secrets: demo } = readConfig({});

export const DEMO_KEY = Buffer.from(demo.keyring[0].key).toString('base64url');
