import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const { DATABASE_URL, EVENTS_URL } = process.env;

/** What says nothing more on a PostgreSQL server: it starts servers of its own on the embedded database, or needs none. */
const EMBEDDED = [
  'test/process/{composition,events,papers,process,simulate,token}.test.ts',
  'test/hardening/{disk-full,hostile-tokens,killed-in-mid-write,slow-clients}.test.ts',
];

const PREPARED = { globalSetup: ['test/support/servers/prepare-clinic.ts'] };

const project = (name: string, more: TestProjectInlineConfiguration['test'] = {}) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    exclude: DATABASE_URL ? EMBEDDED : [],
    ...more,
  },
});

/** What every test needs, those of the browser and of a fleet as well. */
export const common = defineConfig({
  // graphql 16 has a CommonJS and an ESM copy, and two copies refuse each other; @apollo/subgraph loads this one.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    setupFiles: ['reflect-metadata', 'test/support/matchers.ts'],
    // One server and one database for all files of a worker; every test starts with an empty clinic.
    isolate: false,
    // Long enough for a machine that does much else: a database is compiled and opened before a worker's first test.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 10_000 } },
  },
});

/** docs/testing.md says what each project shows. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    // Workers that share a broker would hear each other's clinics.
    maxWorkers: EVENTS_URL ? 1 : 2,
    projects: [
      project('unit'),
      project('clinic'),
      project('process', PREPARED),
      project('hardening', PREPARED),
    ],
  },
});
