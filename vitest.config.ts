import { defineConfig } from 'vitest/config';

export default defineConfig({
  // graphql 16 has a CommonJS and an ESM copy, and two copies refuse each other; @apollo/subgraph loads this one.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    // They need a browser and several servers: npm run test:browser, npm run test:fleet.
    exclude: ['test/browser/**', 'test/fleet/**'],
    setupFiles: ['reflect-metadata', 'test/support/matchers.ts'],
    // One server and one database for all files of a worker; every test starts with an empty clinic.
    isolate: false,
    // Workers that share a broker would hear each other's clinics.
    maxWorkers: process.env.EVENTS_URL ? 1 : 2,
    // Long enough for a machine that does much else: a database is compiled and opened before a worker's first test.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
