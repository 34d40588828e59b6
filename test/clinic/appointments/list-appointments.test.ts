import { expect, test } from 'vitest';
import { AppointmentStatus } from '../../../src/appointments/appointment.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import { at } from '../../support/people/appointment-list.ts';
import type { Person } from '../../support/people/person.ts';

const clinic = useClinic();

interface Page {
  appointments: {
    nodes: { id: string }[];
    edges: { cursor: string; node: { id: string } }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
    totalCount: number;
  };
}

const LIST = `query ($filter: AppointmentFilter, $first: Int, $after: String, $order: AppointmentOrder) {
  appointments(filter: $filter, first: $first, after: $after, order: $order) {
    totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

async function list(
  who: Person,
  variables: { filter?: object; first?: number | null; after?: string | null; order?: string } = {},
) {
  const answer = await who.graphql<Page>(LIST, variables);
  return {
    ...answer,
    page: answer.data?.appointments,
    ids: answer.data?.appointments.nodes.map(({ id }) => Number(id)),
  };
}

test('a patient sees their own appointments, the latest first', async () => {
  await clinic.book({ id: 1, startsAt: at(9) });
  await clinic.book({ id: 2, startsAt: at(11) });
  await clinic.book({ id: 3, startsAt: at(10), patientId: 90 });
  const { ids, page } = await list(clinic.jane);
  expect([ids, page?.totalCount]).toEqual([[2, 1], 2]);
});

test('a provider sees their own, and a colleague’s when they name the colleague', async () => {
  await clinic.book({ id: 1 });
  await clinic.book({ id: 2, providerId: 46 });
  expect((await list(clinic.john)).ids).toEqual([1]);
  expect((await list(clinic.john, { filter: { providerId: '46' } })).ids).toEqual([2]);
});

test("an admin sees the whole organization's, and nobody sees another organization's", async () => {
  await clinic.book({ id: 1 });
  await clinic.book({ id: 2, providerId: 46, patientId: 90 });
  await clinic.book({ id: 3, orgId: 2, providerId: 61, patientId: 201 });
  expect((await list(clinic.admin)).ids).toEqual([2, 1]);
  expect((await list(clinic.otherAdmin)).ids).toEqual([3]);
  expect((await list(clinic.john, { filter: { providerId: '61' } })).ids).toEqual([]);
  expect((await list(clinic.jane, { filter: { providerId: '46' } })).ids).toEqual([]);
});

test('an admin who is also a provider or a patient finds their own visits among all', async () => {
  await clinic.book({ id: 1 });
  await clinic.book({ id: 2, providerId: 46 });
  await clinic.book({ id: 3, providerId: 46, patientId: 90 });
  const ids = async (claims: object, filter: object) =>
    (await list(clinic.person({ org_id: 1, email: 'admin@example.com', ...claims }), { filter })).ids;
  const asProvider = { role: ['ADMIN', 'PROVIDER'], provider_id: 45 };
  expect(await ids(asProvider, { mine: true })).toEqual([1]);
  expect(await ids(asProvider, { mine: false })).toEqual([3, 2, 1]);
  expect(await ids({ role: ['ADMIN', 'PATIENT'], patient_id: 89 }, { mine: true })).toEqual([2, 1]);
  expect(
    await ids({ role: ['ADMIN', 'PROVIDER', 'PATIENT'], provider_id: 45, patient_id: 90 }, { mine: true }),
  ).toEqual([3, 1]);
  expect(await ids({ role: 'ADMIN' }, { mine: true })).toEqual([]);
});

test('“mine” and the other parts of a filter must all hold', async () => {
  await clinic.book({ id: 1 });
  await clinic.book({ id: 2, providerId: 46 });
  await clinic.book({ id: 3, visitType: 'In-person' });
  expect((await list(clinic.john, { filter: { mine: true, telehealth: true } })).ids).toEqual([1]);
  expect((await list(clinic.john, { filter: { mine: true, providerId: '46' } })).ids).toEqual([]);
  expect((await list(clinic.jane, { filter: { mine: true, providerId: '46' } })).ids).toEqual([2]);
});

test('a patient is picked among those whose appointments the viewer may see', async () => {
  await clinic.book({ id: 1 });
  await clinic.book({ id: 2, patientId: 90 });
  await clinic.book({ id: 3, providerId: 46 });
  const ids = async (who: Person, patientId: string) => (await list(who, { filter: { patientId } })).ids;
  expect(await ids(clinic.john, '89')).toEqual([1]);
  expect(await ids(clinic.admin, '89')).toEqual([3, 1]);
  expect(await ids(clinic.jane, '89')).toEqual([3, 1]);
  expect(await ids(clinic.jane, '90')).toEqual([]);
});

test('a list is read from its earliest appointment on, page by page, also where two start together', async () => {
  for (const [id, hour] of [9, 11, 10, 10, 8].entries())
    await clinic.book({ id: id + 1, startsAt: at(hour) });
  const seen: number[] = [];
  let after: string | null | undefined = null;
  do {
    const { ids = [], page } = await list(clinic.jane, { first: 2, after, order: 'EARLIEST_FIRST' });
    seen.push(...ids);
    after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(seen).toEqual([5, 1, 3, 4, 2]);
  expect((await list(clinic.jane, { order: 'LATEST_FIRST' })).ids).toEqual([2, 4, 3, 1, 5]);
});

test('the filter picks by time, status and kind of visit', async () => {
  await clinic.book({ id: 1, startsAt: at(9), status: AppointmentStatus.COMPLETED });
  await clinic.book({ id: 2, startsAt: at(10), visitType: 'In-person' });
  await clinic.book({
    id: 3,
    startsAt: at(11),
    visitType: 'VIDEO visit',
    status: AppointmentStatus.CONFIRMED,
  });
  const ids = async (filter: object) => (await list(clinic.jane, { filter })).ids;
  expect(await ids({ from: at(10) })).toEqual([3, 2]);
  expect(await ids({ to: at(10) })).toEqual([1]);
  expect(await ids({ from: at(9), to: at(11) })).toEqual([2, 1]);
  expect(await ids({ status: ['COMPLETED', 'CONFIRMED'] })).toEqual([3, 1]);
  expect(await ids({ status: [] })).toEqual([]);
  expect(await ids({ visitType: 'In-person' })).toEqual([2]);
  expect(await ids({ telehealth: true })).toEqual([3, 1]);
  expect(await ids({ telehealth: false })).toEqual([2]);
  expect(await ids({ telehealth: true, status: ['SCHEDULED'] })).toEqual([]);
});

test('turning pages shows every appointment once, also those that start together', async () => {
  for (let id = 1; id <= 7; id++) await clinic.book({ id, startsAt: at(9 + Math.floor(id / 3)) });
  const seen: number[] = [];
  let after: string | null = null;
  do {
    const { page, ids = [] } = await list(clinic.jane, { first: 2, after });
    seen.push(...ids);
    after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
});

test('appointments booked while pages are turned neither repeat nor hide others', async () => {
  for (let id = 1; id <= 6; id++) await clinic.book({ id, startsAt: at(id) });
  const first = await list(clinic.jane, { first: 3 });
  await clinic.book({ id: 7, startsAt: at(7) });
  await clinic.book({ id: 8, startsAt: at(2) });
  const second = await list(clinic.jane, { first: 10, after: first.page?.pageInfo.endCursor ?? null });
  expect([first.ids, second.ids]).toEqual([
    [6, 5, 4],
    [3, 8, 2, 1],
  ]);
  expect(second.page?.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
});

test('each edge carries the cursor that goes on behind it', async () => {
  for (let id = 1; id <= 3; id++) await clinic.book({ id, startsAt: at(id) });
  const { page } = await list(clinic.jane);
  expect((await list(clinic.jane, { after: page?.edges[0]?.cursor ?? null })).ids).toEqual([2, 1]);
});

test.each([
  { first: 0 },
  { first: -1 },
  { first: 101 },
  { after: 'abc' },
  { after: Buffer.from('["x",1]').toString('base64url') },
  { after: Buffer.from('[1]').toString('base64url') },
  { filter: { providerId: 'abc' } },
  { filter: { patientId: 'abc' } },
  { order: 'EARLIEST_FIRST', after: 'abc' },
])('%j is refused', async (variables) => {
  await clinic.book();
  expect(await list(clinic.jane, variables)).toBeRefused('BAD_USER_INPUT');
});
