import { expect, onTestFinished, test } from 'vitest';
import type { Db, Transaction } from '../../../../src/platform/database/db.ts';
import { type Job, startWorker } from '../../../../src/platform/worker/worker.ts';
import { useClinic } from '../../../support/clinic.ts';

const clinic = useClinic();

/** Work of which `left` parts are left, each done by `act`. */
function jobOf(left: number, act: (db: Transaction) => Promise<void> = async () => {}) {
  const done = { parts: 0 };
  const job: Job = {
    name: 'test the worker',
    everyMs: 5,
    waitingSeconds: async (_db: Db) => (done.parts < left ? 1 : null),
    async run(db) {
      await act(db);
      done.parts += 1;
      return done.parts < left;
    },
  };
  return { job, done };
}

function work(job: Job) {
  const faults: unknown[] = [];
  const onFault = (error: unknown) => void faults.push(error);
  const worker = startWorker({
    db: clinic.database.db,
    events: { publish: () => {} },
    jobs: [job],
    onFault,
    onLook: () => {},
  });
  onTestFinished(() => worker.stop());
  return { worker, faults };
}

test('a job is done until nothing is left of it', async () => {
  const { job, done } = jobOf(3);
  work(job);
  await expect.poll(() => done.parts).toBe(3);
});

test('a job that fails is reported once for each kind of fault, is tried again, and harms no other', async () => {
  let attempts = 0;
  const { job, done } = jobOf(1, async () => {
    attempts += 1;
    if (attempts < 5) throw new TypeError('It does not work');
    if (attempts < 9) throw new RangeError('Nor does this');
  });
  const { faults } = work(job);
  await expect.poll(() => done.parts).toBe(1);
  expect(faults).toEqual([new TypeError('It does not work'), new RangeError('Nor does this')]);
});

test('a worker that stops waits for the job that runs, and does what is left', async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { job, done } = jobOf(2, async () => {
    begin();
    await released;
  });
  const { worker } = work({ ...job, run: async (db) => (await job.run(db, () => {})) && false });
  await begun;
  const stopped = worker.stop();
  expect(done.parts).toBe(0);
  release();
  await stopped;
  expect(done.parts).toBe(2);
});
