import { defineConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** The pages in a real browser, by themselves: `npm test` must not need one. */
export default defineConfig({ ...config, test: { ...config.test, include: ['test/browser/**/*.test.ts'], exclude: [] } });
