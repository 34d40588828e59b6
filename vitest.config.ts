import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** Prepared once for all of a run. */
const globalSetup = ['test/support/servers/prepare-clinic.ts'];

const { DATABASE_URL, FULL } = process.env;
/** These start a database or a build again and again. `npm run test:hardening` sets FULL and runs them. */
const SLOW =
  DATABASE_URL || FULL
    ? []
    : [
        'test/process/{accounts-command,audit-command,build,data-folder,settings-command,stopping}.test.ts',
        'test/hardening/{disk-full,killed-in-mid-write}.test.ts',
      ];
/** Which tests of processes say something more on a PostgreSQL server: the others start servers of their own on the embedded one. */
const PROCESSES = DATABASE_URL
  ? ['test/process/{audit-command,settings-on-a-server,telehealth-days-on-a-server,two-logins}.test.ts']
  : ['test/process/**/*.test.ts'];
const EMBEDDED = DATABASE_URL
  ? ['test/hardening/{disk-full,hostile-tokens,killed-in-mid-write,slow-clients}.test.ts']
  : [];

const project = (name: string, more: TestProjectInlineConfiguration['test'] = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...more },
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
    // More than there are cores, since many tests wait for a server or a second.
    maxWorkers: 3,
    projects: [
      project('unit'),
      project('clinic'),
      project('process', { globalSetup, include: PROCESSES, exclude: SLOW }),
      project('hardening', { globalSetup, exclude: [...EMBEDDED, ...SLOW] }),
    ],
  },
});
