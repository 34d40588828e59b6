import { defineConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** The pages in a real browser, by themselves: `npm test` must not need one. One file after the other: two calls at once are work enough. */
export default defineConfig({
  ...config,
  test: {
    ...config.test,
    include: ['test/browser/**/*.test.ts'],
    exclude: [],
    maxWorkers: 1,
    testTimeout: 60_000,
  },
});
