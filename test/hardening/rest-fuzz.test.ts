import { expect, test, vi } from 'vitest';
import { AppointmentStatus } from '../../src/appointments/appointment.entity.ts';
import { OrgSetting } from '../../src/organizations/org-setting.entity.ts';
import { type Clinic, useClinic } from '../support/clinic.ts';
import { operations, undocumented } from '../support/openapi.ts';
import { hostileText, parameterFor, valueFor } from '../support/people/hostile.ts';
import { type Chance, openChance } from '../support/random.ts';

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 1_000);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 32);
const MAX_CONCURRENT = 20;
vi.setConfig({ testTimeout: 120_000 + REQUESTS * 20 });

const clinic = useClinic();

const CALLERS = [
  'john',
  'jane',
  'colleague',
  'stranger',
  'admin',
  'outsider',
  'otherAdmin',
  'nobody',
] as const satisfies (keyof Clinic)[];
const NOT_TOKENS = [
  '',
  'Bearer',
  'Bearer ',
  'Bearer x',
  'Bearer a.b.c',
  'Basic am9objpqb2hu',
  'Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiQURNSU4ifQ.',
];

/** The other practice cannot use its video settings, which is documented as 503. */
async function arrange() {
  await clinic.book({ id: 123 });
  await clinic.book({ id: 124, status: AppointmentStatus.COMPLETED });
  await clinic.book({ id: 125, visitType: 'In-person' });
  await clinic.book({ id: 126, status: AppointmentStatus.CANCELLED });
  await clinic.book({ id: 201, orgId: 2, providerId: 61, patientId: 201 });
  await clinic.em.insert(OrgSetting, { orgId: 2, configKey: 'jitsi.app_secret', configValue: 'short' });
}

test(`whatever ${REQUESTS} callers send over REST, they get an answer that is documented, and none is a fault of ours`, async () => {
  await arrange();
  const people = [
    ...CALLERS.map((name) => [name, clinic[name]] as const),
    // Whom a token names and no table.
    ['unrecorded provider', clinic.person({ role: 'PROVIDER', org_id: 1, provider_id: 9999 })] as const,
    ['unrecorded patient', clinic.person({ role: 'PATIENT', org_id: 1, patient_id: 9999 })] as const,
  ];
  const tokens = await Promise.all(people.map(async ([name, who]) => [name, await who.token()] as const));
  const chance = openChance(SEED);
  const statuses = new Set<number>();
  const wrong: string[] = [];

  async function sendOne() {
    const { operation, method, path } = chance.pick(operations);
    const [caller, token] = chance.pick(tokens);
    const url = addressFor(path, chance);
    const { body, headers } = bodyFor(
      operation.requestBody?.content['application/json'].schema,
      method,
      chance,
    );
    const authorization = chance.isLucky(0.05) ? chance.pick(NOT_TOKENS) : token && `Bearer ${token}`;
    const response = await fetch(clinic.url + url, {
      method,
      headers: { ...headers, ...(authorization !== undefined && { authorization }) },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const { status } = response;
    statuses.add(status);
    const isSettings = status === 503 && (caller === 'outsider' || caller === 'otherAdmin');
    const problem =
      status >= 500 && !isSettings ? `a fault of ours: ${status}` : problemOf(method, url, status, text);
    if (problem)
      wrong.push(
        `${caller}: ${method} ${url.slice(0, 300)} ${String(body).slice(0, 300)}: ${problem}: ${text.slice(0, 300)}`,
      );
  }

  let left = REQUESTS;
  await Promise.all(
    Array.from({ length: MAX_CONCURRENT }, async () => {
      while (left-- > 0) await sendOne();
    }),
  );
  expect(wrong.slice(0, 10), `FUZZ_SEED=${SEED}`).toEqual([]);
  // It came past the doors, and not only to them.
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 413, 415]));
});

function problemOf(method: string, url: string, status: number, text: string) {
  if (!isReadable(url))
    return status === 404 && text === NO_SUCH_PATH ? undefined : 'a path that is none has another answer';
  try {
    return undocumented(method, url, { status, body: JSON.parse(text) });
  } catch {
    return 'not JSON';
  }
}

const NO_SUCH_PATH = '{"error":"There is nothing at this path","code":"NOT_FOUND"}';

/** Whether it leads to a route of the document: not mis-encoded, too long or cut off. */
function isReadable(url: string) {
  const path = url.split('?')[0]?.slice(1) ?? '';
  try {
    return (
      !path.endsWith('/') && path.split('/').every((segment) => decodeURIComponent(segment).length <= 200)
    );
  } catch {
    return false;
  }
}

function addressFor(path: string, chance: Chance) {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => parameterFor(name, chance));
  return chance.isLucky(0.1)
    ? `${filled}?${encodeURIComponent(hostileText(chance).toWellFormed())}=${chance.pick(['1', '%zz', ''])}`
    : filled;
}

/** JSON of the documented shape for the most part; else JSON of no such shape, cut short, too large, deep, or of another kind. */
function bodyFor(schema: Parameters<typeof valueFor>[0] | undefined, method: string, chance: Chance) {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (method === 'GET') return { headers: {} };
  const json = JSON.stringify(schema ? valueFor(schema, chance) : {});
  if (chance.isLucky(0.85)) return { body: json, headers };
  const odd = chance.below(9);
  if (odd === 0) return { body: json.slice(0, -1), headers };
  if (odd === 1) return { body: '', headers };
  if (odd === 2) return { body: JSON.stringify({ roomName: 'a'.repeat(300_000) }), headers };
  if (odd === 3) return { body: '['.repeat(20_000), headers };
  if (odd === 4)
    return {
      body: json,
      headers: {
        'content-type': chance.pick([
          'text/plain',
          'application/xml',
          'multipart/form-data',
          'application/json; charset=utf-16',
          'x',
        ]),
      },
    };
  if (odd === 5) return { headers: {} };
  if (odd === 6) return { body: '{"__proto__": {"roomName": "apt123"}, "roomName": "apt123"}', headers };
  if (odd === 7) return { body: `${json}\u0000`, headers };
  return { body: `\ufeff${json}`, headers };
}
