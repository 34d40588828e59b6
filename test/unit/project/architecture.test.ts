import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = (pattern: string) =>
  globSync(pattern).map((path) => ({ path, source: readFileSync(path, 'utf8') }));
const offenders = (pattern: string, forbidden: RegExp, allowed: string[] = []) =>
  sources(pattern)
    .filter(({ path, source }) => forbidden.test(source) && !allowed.includes(path))
    .map(({ path }) => path);

const SLICES = [
  'appointments',
  'audit',
  'demo',
  'metrics',
  'notes',
  'organizations',
  'people',
  'telehealth',
].join('|');

test('the patterns below find what they look for', () => {
  expect(offenders('src/**/*.entity.ts', /@mikro-orm/).length).toBeGreaterThan(8);
});

test('doors cannot reach the database: only use cases can, and those must say who is allowed', () => {
  expect(
    offenders('src/**/*.{resolver,rest}.ts', /@mikro-orm|\b(em|db)\b/, [
      'src/meeting/meeting.rest.ts',
      'src/platform/http/operations.rest.ts',
    ]),
  ).toEqual([]);
});

test('the platform knows nothing of the clinic', () => {
  expect(offenders('src/platform/**/*.ts', new RegExp(`'(\\.\\./)+(${SLICES})/`))).toEqual([]);
});

test('imports go from telehealth and notes to appointments to people to organizations, never back', () => {
  const upward = (slice: string, above: string) =>
    offenders(`src/${slice}/*.ts`, new RegExp(`'\\.\\./(${above})/`));
  expect(upward('organizations', 'people|appointments|telehealth|notes|metrics')).toEqual([]);
  expect(upward('people', 'appointments|telehealth|notes|metrics')).toEqual([]);
  expect(upward('appointments', 'telehealth|notes|metrics')).toEqual([]);
});

test('nobody switches visibility off', () => {
  expect(offenders('src/**/*.ts', /filters:\s*(false|\{)/)).toEqual([]);
});

test('only a few places see every organization', () => {
  expect(offenders('src/**/*.ts', /(asSystem|asDirectory)\b/).sort()).toEqual([
    'src/demo/seed-demo.ts',
    'src/meeting/meeting.rest.ts',
    'src/organizations/list-organizations.ts',
    'src/people/identify-viewer.ts',
    'src/platform/database/visible-to.ts',
  ]);
});

test('SQL is written where the platform reads and writes, for the metrics, the migrations and a few questions of the server’s own, nowhere else', () => {
  const sql = /\.execute\(|getKysely|getConnection\(|\.raw\(|text: ['`]|\.line\b|\.query\(/;
  const allowed = [
    'src/metrics/count-telehealth-sessions.ts',
    'src/demo/seed-demo.ts',
    'src/platform/http/operations.rest.ts',
    'src/platform/database/db.ts',
    'src/platform/database/read.ts',
    'src/platform/database/write.ts',
    ...globSync('src/platform/database/{sql,postgresql,embedded}/*.ts'),
  ];
  expect(offenders('src/**/*.ts', sql, allowed)).toEqual([]);
});

test('only the configuration reads the environment', () => {
  expect(offenders('src/**/*.ts', /process\.env/, ['src/config/config.ts'])).toEqual([]);
});

test('there are no barrels, services, repositories or helpers, neither by the name of a file nor by what is in it', () => {
  const all = '{src,web/src}/**/*.{ts,tsx}';
  const misnamed = /[/.-](index|utils?|helpers?|services?|repository|repositories)[/.]/;
  expect(globSync(all).filter((path) => misnamed.test(path))).toEqual([]);
  expect(offenders(all, /^export (\*|(type )?\{)[^;]* from '|class \w+(Service|Repository)\b/m)).toEqual([]);
});

test('every change and every view says what it is and who may', () => {
  const useCases = sources('src/**/*.ts').filter(({ source }) => /= (change|view)\(\{/.test(source));
  expect(useCases.length).toBeGreaterThan(10);
  for (const { path, source } of useCases)
    expect([path, /action: /.test(source), /allow: |allow\(/.test(source)]).toEqual([path, true, true]);
});

test('the web client asks through the generated hooks alone, and keeps no more on the device than a choice', () => {
  const web = 'web/src/**/*.{ts,tsx}';
  expect(offenders(web, /hooks\.ts'/).length).toBeGreaterThan(20);
  // The client below the hooks gives the browser's fetch a limit.
  expect(offenders(web, /\bfetch\(|XMLHttpRequest|dangerouslySetInnerHTML/)).toEqual([
    'web/src/api/client.ts',
  ]);
  expect(offenders(web, /localStorage\.setItem/).sort()).toEqual([
    'web/src/devices/chosen-device.ts',
    'web/src/words/language.ts',
  ]);
  expect(offenders(web, /sessionStorage\.setItem|document\.cookie/)).toEqual(['web/src/sign-in/sign-in.ts']);
});
