import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import type { Database } from '../../../src/platform/database/database.ts';
import { Clinic } from '../clinic.ts';
import { openTestDatabase } from '../database.ts';

const HALF_HOUR = 30 * 60_000;

/** The clinic as its web client finds it: people sign in by choosing who they are. It can be stopped and started again. */
export class DemoClinic extends Clinic {
  constructor(
    url: string,
    database: Database,
    private server: Awaited<ReturnType<typeof createApp>>['server'],
    private variables: Record<string, string>,
  ) {
    super(url, database);
  }

  /** In a few minutes, but today, whenever the tests run. */
  bookToday(booking: Parameters<Clinic['book']>[0] = {}) {
    const now = new Date();
    const lastStart =
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1) - HALF_HOUR - 60_000;
    return this.book({ startsAt: new Date(Math.min(now.getTime() + HALF_HOUR / 3, lastStart)), ...booking });
  }

  stop() {
    return this.server.close();
  }

  /** At the same address, with the same data. */
  async startAgain(variables = this.variables) {
    const { config, secrets } = readConfig(variables);
    this.server = (await createApp(config, secrets, this.database)).server;
    await this.server.listen({ port: Number(new URL(this.url).port), host: '127.0.0.1' });
  }
}

/** A demo clinic of a test file's own, emptied before each test. */
export function useDemoClinic(variables: Record<string, string> = {}) {
  const holder = {} as { clinic: DemoClinic };
  beforeAll(async () => {
    const environment = { LOG_LEVEL: 'silent', RATE_LIMIT: 'off', ...variables };
    const { config, secrets } = readConfig(environment);
    const database = await openTestDatabase();
    const { server } = await createApp(config, secrets, database);
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    holder.clinic = new DemoClinic(url, database, server, environment);
  });
  beforeEach(() => holder.clinic.reset());
  afterAll(async () => {
    await holder.clinic?.stop();
    await holder.clinic?.database.close();
  });
  return new Proxy({} as DemoClinic, {
    get: (_target, property) => Reflect.get(holder.clinic, property, holder.clinic),
    set: (_target, property, value) => Reflect.set(holder.clinic, property, value),
  });
}
