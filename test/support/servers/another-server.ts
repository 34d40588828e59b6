import { onTestFinished } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import { Clinic } from '../clinic.ts';
import { SECRET } from '../people/secret.ts';

/** Another server before the same clinic, with these variables. It ends with the test. */
export async function serveWith(clinic: Clinic, variables: Record<string, string>) {
  const { config, secrets } = readConfig({
    AUTH_JWT_SECRET: SECRET,
    LOG_LEVEL: 'silent',
    // In production a server that stops would wait for its balancer.
    DRAIN_SECONDS: '0',
    ...variables,
  });
  const { server } = await createApp(config, secrets, clinic.database);
  onTestFinished(() => server.close());
  return new Clinic(await server.listen({ port: 0, host: '127.0.0.1' }), clinic.database);
}
