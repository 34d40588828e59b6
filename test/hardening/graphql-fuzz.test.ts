import { expect, test, vi } from 'vitest';
import { AppointmentStatus } from '../../src/appointments/appointment.entity.ts';
import { useClinic } from '../support/clinic.ts';
import { argumentFor, fields, operationOf } from '../support/people/hostile-graphql.ts';
import { openChance } from '../support/random.ts';

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 500);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 32);
const MAX_CONCURRENT = 20;
vi.setConfig({ testTimeout: 120_000 + REQUESTS * 20 });

const clinic = useClinic();

/** Those who come the furthest, and some whom a token names and no table. */
function callers() {
  const { john, jane, admin, colleague, otherAdmin, nobody } = clinic;
  const unrecorded = [
    clinic.person({ role: 'PROVIDER', org_id: 1, provider_id: 9999 }),
    clinic.person({ role: 'PATIENT', org_id: 1, patient_id: 9999 }),
    clinic.person({ role: 'ADMIN', org_id: 1, sub: 'admin-9999' }),
  ];
  return [john, john, jane, admin, admin, colleague, otherAdmin, nobody, ...unrecorded];
}

async function arrange() {
  for (let id = 123; id < 133; id++) await clinic.book({ id, patientId: id % 2 === 0 ? 89 : 90 });
  await clinic.book({ id: 134, status: AppointmentStatus.CANCELLED });
  await clinic.book({ id: 201, orgId: 2, providerId: 61, patientId: 201 });
  await clinic.john.start('124');
}

test(`whatever ${REQUESTS} operations name as cursors, dates, numbers, ids and texts, no fault is ours`, async () => {
  await arrange();
  const chance = openChance(SEED);
  const people = callers();
  const codes = new Set<string>();
  const answered = new Set<string>();
  const wrong: string[] = [];

  async function sendOne() {
    const root = chance.pick(fields);
    const values = Object.fromEntries(
      root.field.args
        .filter(() => chance.isLucky(0.9))
        .map(({ name, type }) => [name, argumentFor(type, name, chance)]),
    );
    const operation = operationOf(root, values, chance.isLucky(0.5));
    const { status, data, errors } = await chance.pick(people).post(operation);
    if (data && !errors) answered.add(root.field.name);
    for (const { extensions } of errors ?? []) codes.add(extensions.code);
    if (status >= 500 || errors?.some(({ extensions }) => extensions.code === 'INTERNAL_SERVER_ERROR'))
      wrong.push(`${JSON.stringify(operation).slice(0, 600)}: ${JSON.stringify(errors).slice(0, 300)}`);
  }

  let left = REQUESTS;
  await Promise.all(
    Array.from({ length: MAX_CONCURRENT }, async () => {
      while (left-- > 0) await sendOne();
    }),
  );
  expect(wrong.slice(0, 10), `FUZZ_SEED=${SEED}`).toEqual([]);
  // It came past the doors, and not only to them.
  expect([...codes]).toEqual(expect.arrayContaining(['BAD_USER_INPUT', 'FORBIDDEN', 'UNAUTHENTICATED']));
  expect([...answered]).toContain('viewer');
  // A small sample may miss those that have many arguments, or that only admins get.
  if (REQUESTS > 5_000) expect([...answered]).toEqual(expect.arrayContaining(['appointments', 'auditLog']));
});
