import { onTestFinished } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import type { Clinic } from '../clinic.ts';
import { KEY } from '../environments.ts';
import { SECRET } from '../people/secret.ts';

/** The clinic's own database behind a server in production. */
export async function openProduction({ database }: Clinic, variables: Record<string, string> = {}) {
  const { config, secrets } = readConfig({
    NODE_ENV: 'production',
    AUTH_JWT_SECRET: SECRET,
    CONFIG_ENCRYPTION_KEY: KEY,
    LOG_LEVEL: 'silent',
    // There is no balancer that would have to notice its end.
    DRAIN_SECONDS: '0',
    ...variables,
  });
  // The one that the clinic's settings are encrypted with.
  const { keyring } = readConfig({ AUTH_JWT_SECRET: SECRET }).secrets;
  const { server } = await createApp(config, { ...secrets, keyring }, database);
  onTestFinished(() => server.close());
  return server.listen({ port: 0, host: '127.0.0.1' });
}
