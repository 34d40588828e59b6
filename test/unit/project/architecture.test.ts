import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { circlesIn, flatFiles, importsBelow, roomsOf } from '../../../tools/structure/measure.ts';

const sources = (pattern: string) =>
  globSync(pattern).map((path) => ({ path, source: readFileSync(path, 'utf8') }));
const offenders = (pattern: string, forbidden: RegExp, allowed: string[] = []) =>
  sources(pattern)
    .filter(({ path, source }) => forbidden.test(source) && !allowed.includes(path))
    .map(({ path }) => path);

test('the patterns below find what they look for', () => {
  expect(offenders('src/**/*.entity.ts', /@mikro-orm/).length).toBeGreaterThan(8);
});

test('doors cannot reach the database: only use cases can, and those must say who is allowed', () => {
  expect(offenders('src/**/*.{resolver,rest}.ts', /@mikro-orm|\b(em|db)\b/)).toEqual([]);
});

test('only these use cases leave to visibility alone who may', () => {
  expect(offenders('src/**/*.ts', /allow: everyone/).sort()).toEqual([
    'src/appointments/get-appointment.ts',
    'src/appointments/list-appointments.ts',
    'src/telehealth/legacy/find-room.ts',
    'src/telehealth/legacy/get-room-status.ts',
  ]);
  expect(offenders('src/**/*.ts', /allow: \(\) =>/)).toEqual([]);
});

test('imports go from telehealth and notes to appointments to people to organizations, never back', () => {
  const upward = (slice: string, above: string) =>
    offenders(`src/${slice}/*.ts`, new RegExp(`'\\.\\./(${above})/`));
  expect(upward('organizations', 'people|appointments|telehealth|notes|metrics')).toEqual([]);
  expect(upward('people', 'appointments|telehealth|notes|metrics')).toEqual([]);
  expect(upward('appointments', 'telehealth|notes|metrics')).toEqual([]);
});

test('no files import each other in a circle, nor do the rooms of the source and of the platform', () => {
  const imports = importsBelow('src');
  expect(circlesIn(imports)).toEqual([]);
  for (const place of ['src', 'src/platform']) expect(circlesIn(roomsOf(imports, place))).toEqual([]);
});

test('no room is crowded: six files at most lie at the root of the platform, 26 in any folder', () => {
  const folders = flatFiles(importsBelow('src'));
  expect(folders.get('src/platform')).toBeLessThanOrEqual(6);
  expect([...folders].filter(([, count]) => count > 26)).toEqual([]);
});

test('rooms of the platform build on those before them: fairness, sockets and database, events, access, http, graphql', () => {
  const order = ['fairness/', 'sockets/', 'database/', 'events/', 'access/', 'http/', 'graphql/'];
  const rooms = roomsOf(importsBelow('src'), 'src/platform');
  for (const [index, room] of order.entries()) {
    const above = rooms.get(room)?.filter((other) => order.indexOf(other) > index);
    expect([room, above]).toEqual([room, []]);
  }
});

test('the platform knows no slice, and takes its parts of the configuration instead of the whole', () => {
  expect(roomsOf(importsBelow('src'), 'src').get('platform/')).toEqual([]);
});

test('nobody switches visibility off', () => {
  expect(offenders('src/**/*.ts', /filters:\s*(false|\{)/)).toEqual([]);
});

test('only pages and the demo are left out of the OpenAPI document, by which tests find every REST route', () => {
  const left = offenders('src/**/*.rest.ts', /hide: true/, ['src/platform/http/operations.rest.ts']);
  expect(left.sort()).toEqual([
    'src/demo/sign-in.rest.ts',
    'src/meeting/meeting.rest.ts',
    'src/portal/portal.rest.ts',
  ]);
});

test('only a few places see every organization', () => {
  expect(offenders('src/**/*.ts', /(asSystem|asDirectory)\b/).sort()).toEqual([
    'src/demo/seed-demo.ts',
    'src/meeting/judge-meeting-link.ts',
    'src/organizations/list-organizations.ts',
    'src/people/identify-viewer.ts',
    'src/platform/database/as-viewer.ts',
  ]);
});

test('SQL is written where the platform reads and writes, for the metrics, the migrations and a few questions of the server’s own, nowhere else', () => {
  const sql = /\.execute\(|getKysely|getConnection\(|\.raw\(|text: ['`]|\.driver\b|\.query\(/;
  const allowed = [
    'src/metrics/count-telehealth-sessions.ts',
    'src/demo/seed-demo.ts',
    'src/platform/database/database.ts',
    'src/platform/database/db.ts',
    'src/platform/database/notifications.ts',
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

const useCases = sources('src/**/*.ts').flatMap(({ path, source }) =>
  [...source.matchAll(/^export const (\w+) = (?:change|view|watch)\(/gm)].map(([, name = '']) => ({
    name,
    path,
    source,
  })),
);

test('every use case says what it is and who may', () => {
  expect(useCases.length).toBeGreaterThan(10);
  for (const { path, source } of useCases)
    expect([path, /action: /.test(source), /allow: |allow\(/.test(source)]).toEqual([path, true, true]);
});

test('every use case is called, and every action of a slice has a use case', () => {
  const isImported = (name: string) =>
    sources('src/**/*.ts').some(({ source }) =>
      new RegExp(`^import \\{[^}]*\\b${name}\\b`, 'm').test(source),
    );
  expect(useCases.filter(({ name }) => !isImported(name)).map(({ path }) => path)).toEqual([]);

  const actions: string[] = JSON.parse(readFileSync('schema/actions.json', 'utf8'));
  const isUsed = (action: string) => useCases.some(({ source }) => source.includes(`'${action}'`));
  // This one stands for attempts of many kinds.
  expect(actions.filter((action) => !isUsed(action))).toEqual(['try many other things']);
});

test('every watch joins the rounds, which make up for lost hints', () => {
  const watches = useCases.filter(({ source }) => / = watch\(/.test(source));
  expect(watches.filter(({ source }) => !source.includes('rounds.join(')).map(({ path }) => path)).toEqual(
    [],
  );
});

test('the web client asks through the generated hooks alone, and keeps no more on the device than a choice', () => {
  const web = 'web/src/**/*.{ts,tsx}';
  expect(offenders(web, /hooks\.ts'/).length).toBeGreaterThan(20);
  // The client below the hooks gives the browser's fetch a limit. A page that failed asks whether the server is back.
  expect(offenders(web, /\bfetch\(|XMLHttpRequest|dangerouslySetInnerHTML/).sort()).toEqual([
    'web/src/api/client.ts',
    'web/src/api/use-retry.ts',
  ]);
  expect(offenders(web, /localStorage\.setItem/).sort()).toEqual([
    'web/src/devices/chosen-device.ts',
    'web/src/ui/chime.ts',
    'web/src/words/language.ts',
  ]);
  expect(offenders(web, /sessionStorage\.setItem|document\.cookie/)).toEqual(['web/src/sign-in/sign-in.ts']);
});
