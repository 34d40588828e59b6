import { expect, test, vi } from 'vitest';
import { Appointment, appointmentRow } from '../../../../src/appointments/appointment.entity.ts';
import { patientRow } from '../../../../src/people/patient.entity.ts';
import { providerRow } from '../../../../src/people/provider.entity.ts';
import { asSystem } from '../../../../src/platform/database/as-viewer.ts';
import type { Db } from '../../../../src/platform/database/db.ts';
import { loaderOf } from '../../../../src/platform/database/loader.ts';
import { readRow, readRows } from '../../../../src/platform/database/read.ts';
import { update } from '../../../../src/platform/database/write.ts';
import { useClinic } from '../../../support/clinic.ts';

const clinic = useClinic();
const everywhere = () => asSystem(clinic.database.db);
const plain = (text: string) => ({ kind: 'read' as const, text, values: [], columns: [] });
const reasonOf = async (db: Db, id: number) => (await readRow(db, appointmentRow, { id }))?.reason;

test('what is asked for at the same moment goes in one round trip', async () => {
  await clinic.book({ id: 1 });
  await clinic.book({ id: 2, startsAt: new Date('2026-11-24T09:00:00.250Z') });
  const db = everywhere();
  const load = loaderOf(db);
  const sent = vi.spyOn(db.driver, 'send').mockClear();
  const loaded = [
    load(appointmentRow, 1),
    load(appointmentRow, 2),
    load(patientRow, 89),
    load(providerRow, 45),
  ] as const;
  const [first, second, patient, provider] = await Promise.all(loaded);
  expect(sent).toHaveBeenCalledOnce();
  expect([patient?.name, provider?.name]).toEqual(['Jane Doe', 'Dr. John Smith']);
  expect(first).toMatchObject({ id: 1, orgId: 1, visitType: 'Telehealth', reason: null });
  expect(second).toMatchObject({ startsAt: new Date('2026-11-24T09:00:00.250Z') });

  const listed = [false, true].map((descending) =>
    readRows(db, appointmentRow, { orderBy: ['startsAt', 'id'], descending }),
  );
  expect(await Promise.all(listed)).toEqual([
    [first, second],
    [second, first],
  ]);
  expect(sent).toHaveBeenCalledTimes(2);
});

test('one statement that fails takes with it what was sent together with it, and nothing that comes later', async () => {
  await clinic.book({ id: 1 });
  const db = everywhere();
  // Again and again, as a server that keeps statements must forget one that failed.
  for (let time = 0; time < 3; time++) {
    const change = db.apply(update(db, Appointment, { id: 1 }, { reason: 'half' }));
    const slip = db.ask(plain('select no_such_column from appointments'));
    await expect(slip).rejects.toThrow('no_such_column');
    await expect(change).rejects.toThrow('no_such_column');
    expect(await reasonOf(db, 1)).toBeNull();
  }
  await db.apply(update(db, Appointment, { id: 1 }, { reason: 'whole' }));
  expect(await reasonOf(db, 1)).toBe('whole');
});

test('a transaction sees what it has written, others only after its commit, and after a rollback nobody', async () => {
  await clinic.book({ id: 1 });
  const db = everywhere();
  const kept = db.begin();
  kept.write(update(kept, Appointment, { id: 1 }, { reason: 'kept' }));
  expect(await reasonOf(kept, 1)).toBe('kept');
  await kept.commit();
  expect(await reasonOf(db, 1)).toBe('kept');

  const dropped = db.begin();
  dropped.write(update(dropped, Appointment, { id: 1 }, { reason: 'dropped' }));
  expect(await reasonOf(dropped, 1)).toBe('dropped');
  await dropped.rollback();
  expect(await reasonOf(db, 1)).toBe('kept');
});

test('a commit that fails is rolled back, and its connection serves again', async () => {
  await clinic.book({ id: 1 });
  const db = everywhere();
  for (let time = 0; time < 30; time++) {
    const transaction = db.begin();
    transaction.write(update(transaction, Appointment, { id: 1 }, { reason: 'half' }));
    await reasonOf(transaction, 1);
    transaction.write({ ...plain('select 1 / 0'), kind: 'write' });
    await expect(transaction.commit()).rejects.toThrow('division by zero');
    await transaction.rollback();
  }
  expect(await reasonOf(db, 1)).toBeNull();
});

test('values are values, whatever they spell', async () => {
  const words = `{"a\\",'); drop table appointments; --$1`;
  await clinic.book({ id: 1, visitType: words });
  const found = (where: object) => readRows(everywhere(), appointmentRow, { where });
  expect(await found({ visitType: words })).toHaveLength(1);
  expect(await found({ visitType: ['another', words] })).toHaveLength(1);
  expect(await found({ visitType: { $in: [] } })).toEqual([]);
  expect(await found({ $or: [] })).toEqual([]);
  expect(await found({ $not: { visitType: /DROP TABLE/i } })).toEqual([]);
});

test('a condition that nobody knows is refused, since without it more would be shown', () => {
  const where = (condition: object) => () => readRows(everywhere(), appointmentRow, { where: condition });
  expect(where({ patient: 89 })).toThrow('Appointment has no patient');
  expect(where({ patientId: { $like: 89 } })).toThrow('$like');
  expect(where({ patientId: undefined })).toThrow('undefined');
});
