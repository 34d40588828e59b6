import { defineConfig } from 'vitest/config';
import { common } from './vitest.config.ts';

/** The pages in a real browser, by themselves: `npm test` must not need one. One file after the other: two calls at once are work enough. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ['test/browser/**/*.test.ts'],
    maxWorkers: 1,
  },
});
