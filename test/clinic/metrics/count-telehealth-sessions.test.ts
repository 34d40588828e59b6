import { expect, test } from 'vitest';
import { AppointmentStatus } from '../../../src/appointments/appointment.entity.ts';
import { seedDemo } from '../../../src/demo/seed-demo.ts';
import { useClinic } from '../../support/clinic.ts';
import { emptyDatabase } from '../../support/database.ts';
import type { Person } from '../../support/people/person.ts';

const clinic = useClinic();

interface Metrics {
  telehealthMetrics: { period: string; totalSessions: number; avgDurationMinutes: number }[];
}
const QUERY =
  'query ($from: Date!, $to: Date!, $interval: MetricsInterval, $providerId: ID) { telehealthMetrics(from: $from, to: $to, interval: $interval, providerId: $providerId) { period totalSessions avgDurationMinutes } }';
const count = async (who: Person, variables: object = {}) =>
  who.graphql<Metrics>(QUERY, { from: '2026-01-01', to: '2026-12-31', ...variables });
const rows = async (who: Person, variables: object = {}) =>
  (await count(who, variables)).data?.telehealthMetrics.map(
    ({ period, totalSessions, avgDurationMinutes }) => [period, totalSessions, avgDurationMinutes],
  );

const { COMPLETED } = AppointmentStatus;
const on = (day: string) => new Date(`${day}T10:00:00Z`);

/** The query of the document, as printed. */
const SEED_QUERY = `SELECT
DATE_TRUNC('month', appointment_start_date) as month,
COUNT(*) as total_sessions,
AVG(EXTRACT(EPOCH FROM (appointment_end_time - appointment_start_time))/60) as avg_duration_minutes
FROM appointments
WHERE visit_type = 'Telehealth'
AND status = 'COMPLETED'
GROUP BY month
ORDER BY month DESC;`;

test("the document's query and telehealthMetrics agree to the digit over the demo clinic's half year", async () => {
  await emptyDatabase(clinic.database);
  await seedDemo(clinic.database.em, new Date('2026-11-23T12:00:00Z'));
  const printed =
    await clinic.em.execute<{ month: string | Date; total_sessions: string; avg_duration_minutes: string }[]>(
      SEED_QUERY,
    );
  const expected = printed.map((row) => [
    new Date(row.month).toISOString().slice(0, 10),
    Number(row.total_sessions),
    Number(row.avg_duration_minutes),
  ]);
  expect(expected.length).toBeGreaterThanOrEqual(6);
  expect(await rows(clinic.admin, { from: '2020-01-01', to: '2030-12-31' })).toEqual(expected);
});

test('completed telehealth visits are counted by month, newest first', async () => {
  await clinic.book({ id: 1, status: COMPLETED, startsAt: on('2026-09-10'), minutes: 20 });
  await clinic.book({ id: 2, status: COMPLETED, startsAt: on('2026-10-01'), minutes: 20 });
  await clinic.book({ id: 3, status: COMPLETED, startsAt: on('2026-10-31'), minutes: 25 });
  expect(await rows(clinic.admin)).toEqual([
    ['2026-10-01', 2, 22.5],
    ['2026-09-01', 1, 20],
  ]);
});

test('by week they begin on Monday, by day on the day', async () => {
  await clinic.book({ id: 1, status: COMPLETED, startsAt: on('2026-11-15') });
  await clinic.book({ id: 2, status: COMPLETED, startsAt: on('2026-11-16') });
  await clinic.book({ id: 3, status: COMPLETED, startsAt: on('2026-11-20') });
  expect(await rows(clinic.admin, { interval: 'WEEK' })).toEqual([
    ['2026-11-16', 2, 30],
    ['2026-11-09', 1, 30],
  ]);
  expect((await rows(clinic.admin, { interval: 'DAY' }))?.map(([period]) => period)).toEqual([
    '2026-11-20',
    '2026-11-16',
    '2026-11-15',
  ]);
});

test('a visit over midnight lasts as long as it lasts', async () => {
  await clinic.book({ status: COMPLETED, startsAt: new Date('2026-11-15T23:45:00Z'), minutes: 30 });
  expect(await rows(clinic.admin)).toEqual([['2026-11-01', 1, 30]]);
});

test('what is not completed or not by video does not count', async () => {
  await clinic.book({ id: 1 });
  await clinic.book({ id: 2, status: AppointmentStatus.CANCELLED });
  await clinic.book({ id: 3, status: COMPLETED, visitType: 'In-person' });
  expect(await rows(clinic.admin)).toEqual([]);
});

test('every visit by video counts, and a change of the list counts at once, for earlier visits too', async () => {
  await clinic.book({ id: 1, status: COMPLETED });
  await clinic.book({ id: 2, status: COMPLETED, visitType: 'Télémédecine', minutes: 20 });
  await clinic.book({ id: 3, status: COMPLETED, visitType: 'Kiosk', minutes: 10 });
  await clinic.book({ id: 4, status: COMPLETED, visitType: 'Telephone', minutes: 5 });
  expect(await rows(clinic.admin)).toEqual([['2026-11-01', 2, 25]]);
  await clinic.em.execute("insert into org_config values (1, 'visit.telehealth_types', 'kiosk')");
  expect(await rows(clinic.admin)).toEqual([['2026-11-01', 3, 20]]);
  expect(await rows(clinic.john)).toEqual([['2026-11-01', 3, 20]]);
  await clinic.em.execute("update org_config set config_value = 'Telephone'");
  expect((await rows(clinic.admin))?.[0]?.[1]).toBe(3);
  await clinic.em.execute('delete from org_config');
  expect(await rows(clinic.admin)).toEqual([['2026-11-01', 2, 25]]);
});

test('a visit counts as soon as it is ended', async () => {
  const id = await clinic.book();
  await clinic.john.start(id);
  await clinic.john.end(id);
  expect(await rows(clinic.admin)).toEqual([['2026-11-01', 1, 30]]);
});

test('the first and the last day count', async () => {
  await clinic.book({ id: 1, status: COMPLETED, startsAt: on('2026-11-01') });
  await clinic.book({ id: 2, status: COMPLETED, startsAt: on('2026-11-30') });
  expect(await rows(clinic.admin, { from: '2026-11-01', to: '2026-11-30' })).toEqual([['2026-11-01', 2, 30]]);
  expect(await rows(clinic.admin, { from: '2026-11-02', to: '2026-11-29' })).toEqual([]);
});

test("an admin counts the organization's or one provider's, a provider their own, another organization its own", async () => {
  await clinic.book({ id: 1, status: COMPLETED });
  await clinic.book({ id: 2, status: COMPLETED, providerId: 46 });
  await clinic.book({ id: 3, status: COMPLETED, orgId: 2, providerId: 61, patientId: 201, minutes: 10 });
  const totals = async (who: Person, variables?: object) =>
    (await rows(who, variables))?.map(([, total]) => total);
  expect(await totals(clinic.admin)).toEqual([2]);
  expect(await totals(clinic.admin, { providerId: '46' })).toEqual([1]);
  expect(await totals(clinic.john)).toEqual([1]);
  expect(await rows(clinic.otherAdmin)).toEqual([['2026-11-01', 1, 10]]);
  expect(await totals(clinic.admin, { providerId: '61' })).toEqual([]);
});

test('patients do not see usage, nor providers a colleague’s', async () => {
  expect(await count(clinic.jane)).toBeRefused('FORBIDDEN');
  expect(await count(clinic.john, { providerId: '46' })).toBeRefused('FORBIDDEN');
});

test('dates that do not make a span are refused', async () => {
  expect(await count(clinic.admin, { from: '2026-12-31', to: '2026-01-01' })).toBeRefused('BAD_USER_INPUT');
  expect(await count(clinic.admin, { from: 'yesterday' })).toBeRefused('BAD_USER_INPUT');
});
