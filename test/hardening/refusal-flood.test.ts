import { expect, test } from 'vitest';
import { AuditEntry } from '../../src/audit/audit-entry.entity.ts';
import { useClinic } from '../support/clinic.ts';
import { slowness } from '../support/pace.ts';

const clinic = useClinic();

const SOCKETS = 12;
const VISITS = 10;
/** Fifteen refusals in one operation, as many as it may have. */
const fifteenTimes = `{ ${Array.from({ length: 15 }, (_, n) => `a${n}: jitsiSettings { key }`).join(' ')} }`;

test('a patient who is refused all the time on many sockets neither delays the visits of others nor fills the log', {
  timeout: 120_000,
}, async () => {
  for (let id = 1; id <= VISITS; id++) await clinic.book({ id, orgId: 2, providerId: 61, patientId: 201 });
  let isOver = false;
  let operations = 0;
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => clinic.jane.connect()));
  const floods = sockets.map(async (socket) => {
    while (!isOver) {
      await socket.iterate({ query: fifteenTimes }).next();
      operations += 1;
    }
    await socket.dispose();
  });

  const times: number[] = [];
  for (let id = 1; id <= VISITS; id++) {
    const began = performance.now();
    expect((await clinic.outsider.start(String(id))).errors).toBeUndefined();
    times.push(performance.now() - began);
  }
  isOver = true;
  await Promise.all(floods);
  expect(operations).toBeGreaterThan(SOCKETS);
  expect(Math.max(...times)).toBeLessThan(1_000 * slowness());
  // One a minute, in at most two minutes.
  expect(await clinic.em.count(AuditEntry, { allowed: false })).toBeLessThanOrEqual(2);
});
