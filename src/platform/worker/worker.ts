import type { Db, Transaction } from '../database/db.ts';
import { tryLease } from '../database/read.ts';
import type { Events } from '../events/events.ts';

/** Work in the background that one node does for all. */
export interface Job {
  /** For logs, metrics and the lease. */
  name: string;
  /** The pause between two looks. */
  everyMs: number;
  /** For how many seconds the oldest work has waited. Null if there is none. Must be one cheap statement. */
  waitingSeconds(db: Db): Promise<number | null>;
  /** Does a part of the work, and announces it after the commit. Resolves with whether there may be more. */
  run(db: Transaction, announce: Announce): Promise<boolean>;
}

type Announce = (topics: string[], key: number) => void;

interface WorkerOptions {
  db: Db;
  events: Pick<Events, 'publish'>;
  jobs: readonly Job[];
  /** Called once for a kind of fault, until the job succeeds again. */
  onFault(error: unknown, job: string): void;
  /** Called with every look, for the metrics. */
  onLook(job: string, waitingSeconds: number): void;
}

/**
 * Does the jobs, each at its own pace, until it is stopped. If several nodes work, one of them has a job's
 * lease: an advisory lock of the job's own transaction, which also works through PgBouncer. A fault is
 * reported, and the job is tried again.
 */
export function startWorker(options: WorkerOptions) {
  const loops = options.jobs.map((job) => startLoop(job, options));
  return {
    /** Waits for running jobs, and does what is left, unless that fails: a node must stop in time. */
    async stop() {
      await Promise.all(loops.map((loop) => loop.end()));
      for (const loop of loops) if (!(await loop.attempt())) return;
    },
  };
}

function startLoop(job: Job, { db, events, onFault, onLook }: WorkerOptions) {
  let isStopped = false;
  let reported: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();

  /** Resolves with whether it succeeded. */
  async function attempt() {
    try {
      onLook(job.name, await doAll(job, db, events));
      reported = undefined;
      return true;
    } catch (error) {
      const kind = kindOf(error);
      if (kind !== reported) onFault(error, job.name);
      reported = kind;
      return false;
    }
  }

  function wait() {
    timer = setTimeout(() => {
      running = attempt().finally(() => isStopped || wait());
    }, job.everyMs).unref();
  }
  wait();

  return {
    attempt,
    async end() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Resolves with for how long the oldest work had waited. */
async function doAll(job: Job, db: Db, events: WorkerOptions['events']) {
  const waiting = await job.waitingSeconds(db);
  if (waiting === null) return 0;
  while (await doPart(job, db, events));
  return waiting;
}

async function doPart(job: Job, db: Db, events: WorkerOptions['events']) {
  const announcements: Parameters<Announce>[] = [];
  const transaction = db.begin();
  try {
    const announce: Announce = (...announcement) => void announcements.push(announcement);
    const hasMore = (await tryLease(transaction, job.name)) && (await job.run(transaction, announce));
    await transaction.commit();
    for (const [topics, key] of announcements) for (const topic of topics) events.publish(topic, String(key));
    return hasMore;
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}

const kindOf = (error: unknown) =>
  error instanceof Error ? `${error.name} ${'code' in error ? error.code : error.message}` : String(error);
