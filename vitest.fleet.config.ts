import { defineConfig } from 'vitest/config';
import { common } from './vitest.config.ts';

/** Several nodes, and what they stand on killed beneath them: by itself, since it needs PostgreSQL, Redis and NATS, and minutes. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ['test/fleet/**/*.test.ts'],
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
