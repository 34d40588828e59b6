import { onTestFinished } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import type { Clinic } from '../clinic.ts';
import { SECRET } from '../people/secret.ts';

/** Answered without the database: 404 to whoever is known, 401 to everybody else. */
export const STATUS = '/api/telehealth/rooms/lobby/status';

/** What these tests ask of a clinic. */
export function openHttpFor(clinic: Clinic) {
  /** A server like the clinic's, which counts. */
  async function openServer(environment: Record<string, string> = {}) {
    const { config, secrets } = readConfig({ AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'silent', ...environment });
    const { server } = await createApp(config, secrets, clinic.database);
    onTestFinished(() => server.close());
    return server;
  }
  return { openServer };
}
