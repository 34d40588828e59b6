import { expect, test } from 'vitest';
import { AppointmentStatus } from '../../../src/appointments/appointment.entity.ts';
import { useClinic } from '../../support/clinic.ts';
import { Ehr } from '../../support/people/ehr.ts';
import { expectUsageAsDocumented } from '../../support/usage.ts';

const clinic = useClinic();
const { COMPLETED } = AppointmentStatus;

const as = (variables: Record<string, string>) => clinic.database.em.fork({ session: { variables } });
const inPractice1 = () => as({ role: 'readyroom_app', 'app.org_id': '1' });
const acrossPractices = () => as({ role: 'readyroom_directory' });
const kept = () => clinic.em.execute('select * from telehealth_days order by part');

/** 400 in `npm run test:hardening`. */
const CHANGES = Number(process.env.EHR_CHANGES ?? 100);

test(`usage stays as documented, to the digit, through ${CHANGES} changes of all kinds`, {
  timeout: 60_000 + CHANGES * 1_000,
}, async () => {
  const ehr = new Ehr(20261126);
  for (let step = 1; step <= CHANGES; step++) {
    await clinic.em.execute(ehr.statement());
    if (step % 20 === 0) await expectUsageAsDocumented(clinic);
    if (step === CHANGES / 2) await clinic.em.execute('truncate appointments cascade');
  }
});

test('a visit that no longer counts leaves no digits of its own behind', async () => {
  // Half a minute has more digits behind the point than a minute and more; with those, these two would average …35 instead of …33.
  await clinic.book({ id: 1, status: COMPLETED, minutes: 72 / 60 });
  await clinic.book({ id: 2, status: COMPLETED, minutes: 118 / 60 });
  await clinic.book({ id: 3, status: COMPLETED, minutes: 0.5 });
  await clinic.em.execute("update appointments set status = 'CANCELLED' where id = 3");
  await expectUsageAsDocumented(clinic);
});

test('what is rolled back was never counted', async () => {
  await clinic.book({ status: COMPLETED });
  const work = clinic.em.transactional(async (em) => {
    for (const statement of [
      'savepoint before',
      "update appointments set status = 'CANCELLED'",
      'rollback to before',
      'delete from appointments',
    ])
      await em.execute(statement);
    throw new Error('changed their mind');
  });
  await expect(work).rejects.toThrow('changed their mind');
  await expectUsageAsDocumented(clinic);
});

test('it is counted whoever writes, and only what they may write', async () => {
  await clinic.book({ id: 1 });
  await clinic.book({ id: 2, orgId: 2, providerId: 61, patientId: 201 });
  for (const em of [inPractice1(), acrossPractices(), clinic.em]) {
    for (const status of ['COMPLETED', 'SCHEDULED', 'COMPLETED']) {
      await em.execute(`update appointments set status = '${status}'`);
      await expectUsageAsDocumented(clinic);
    }
    await em.execute('update appointments set appointment_start_date = appointment_start_date + 1');
    await expectUsageAsDocumented(clinic);
  }
});

test('nobody writes the sums, nor the sums of another organization by naming it', async () => {
  await clinic.book({ id: 1, status: COMPLETED });
  await clinic.book({ id: 2, status: COMPLETED, orgId: 2, providerId: 61, patientId: 201 });
  const before = await kept();
  for (const em of [inPractice1(), acrossPractices()])
    for (const statement of [
      'update telehealth_days set sessions = 9',
      'delete from telehealth_days',
      'select recount_telehealth_days()',
    ])
      await expect(em.execute(statement)).rejects.toThrow('permission denied for table telehealth_days');
  await expect(acrossPractices().execute('select * from telehealth_days')).rejects.toThrow(
    'permission denied for table telehealth_days',
  );
  await expect(inPractice1().execute('update appointments set org_id = 2')).rejects.toThrow(
    'row-level security policy',
  );
  expect(await kept()).toEqual(before);
});

test.each(['insert', 'truncate'])(
  'a table of one’s own, given the trigger for %s, counts for nothing',
  async (write) => {
    await clinic.book({ status: COMPLETED });
    const before = await kept();
    const forge = acrossPractices().transactional(async (em) => {
      await em.execute('create temporary table appointments (like public.appointments)');
      const transition = write === 'insert' ? 'referencing new table as added' : '';
      await em.execute(
        `create trigger forge after ${write} on pg_temp.appointments ${transition} for each statement execute function count_telehealth_${write}()`,
      );
      await em.execute(
        write === 'insert'
          ? 'insert into pg_temp.appointments select * from public.appointments'
          : 'truncate pg_temp.appointments',
      );
    });
    await expect(forge).rejects.toThrow('telehealth_days counts appointments alone');
    expect(await kept()).toEqual(before);
  },
);

test('counting again mends what was written behind the triggers’ back, and changes nothing where nothing is wrong', async () => {
  const ehr = new Ehr(5);
  for (let step = 0; step < 30; step++) await clinic.em.execute(ehr.statement());
  const before = await kept();
  await clinic.em.execute('select recount_telehealth_days()');
  expect(await kept()).toEqual(before);

  await clinic.em.transactional(async (em) => {
    await em.execute('alter table appointments disable trigger user');
    for (let step = 0; step < 30; step++) await em.execute(ehr.statement());
    await em.execute('alter table appointments enable trigger user');
  });
  await clinic.em.execute('select recount_telehealth_days()');
  await expectUsageAsDocumented(clinic);
});

test('a visit that is booked without an end is left out, and what it was before is taken back', async () => {
  await clinic.book({ id: 1, status: COMPLETED });
  await clinic.book({ id: 2, status: COMPLETED, providerId: 46 });
  await clinic.em.execute("update appointments set appointment_end_time = 'infinity' where id = 1");
  await clinic.em.execute("update appointments set status = 'CANCELLED' where id = 1");
  await expectUsageAsDocumented(clinic);
});
