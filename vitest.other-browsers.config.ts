import { defineConfig } from 'vitest/config';
import { common } from './vitest.config.ts';

/** The pages in Firefox and in WebKit. One browser at a time: two calls at once are work enough. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ['test/other-browsers/**/*.test.ts'],
    maxWorkers: 1,
  },
});
