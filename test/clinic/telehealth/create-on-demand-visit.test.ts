import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();

/** In one of the two it is not the day that it is in UTC. */
test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
  "an on-demand visit is of the clinic's day, and the metrics count it there: %s",
  async (timeZone) => {
    await clinic.em.execute('update organizations set time_zone = ? where id = 1', [timeZone]);
    const before = Temporal.Now.plainDateISO(timeZone).toString();
    const created = await clinic.john.rest('POST', '/api/telehealth/sessions', {
      patientId: 89,
      roomName: 'now',
      type: 'on-demand',
    });
    const after = Temporal.Now.plainDateISO(timeZone).toString();
    const { id } = (created.body as { data: { id: string } }).data;
    await clinic.john.start(String(id));
    await clinic.john.end(String(id));
    const { data } = await clinic.admin.graphql<{ telehealthMetrics: { period: string }[] }>(
      '{ telehealthMetrics(from: "2020-01-01", to: "2100-01-01", interval: DAY) { period totalSessions } }',
    );
    expect(data?.telehealthMetrics).toEqual([{ period: expect.any(String), totalSessions: 1 }]);
    expect([before, after]).toContain(data?.telehealthMetrics[0]?.period);
  },
);

test('it skips the numbers that the EHR has taken, also in another organization', async () => {
  const create = async () => {
    const { status, body } = await clinic.john.rest('POST', '/api/telehealth/sessions', { patientId: 89 });
    return { status, id: Number((body.data as { id: string } | null)?.id) };
  };
  const { id } = await create();
  await clinic.book({ id: id + 1 });
  await clinic.book({ id: id + 2, orgId: 2, providerId: 61, patientId: 201 });
  expect(await create()).toEqual({ status: 200, id: id + 3 });
  expect(await create()).toEqual({ status: 200, id: id + 4 });
});
