import type { Appointment } from '../appointments/appointment.entity.ts';
import { isPatientOf } from '../appointments/visit-rules.ts';
import type { WatchContext } from '../platform/context.ts';
import type { Db } from '../platform/database/db.ts';
import { remove, update, upsert } from '../platform/database/write.ts';
import { inOrder } from '../platform/events/in-order.ts';
import { providerTopicOf } from './topics.ts';
import { fresh, lingering, WaitingPatient } from './waiting-patient.entity.ts';

/** Refresh `seenAt` every five rounds of 25 s: twice before the row would expire (5 min). */
const SEEN_EVERY_ROUNDS = 5;

type Awaited = Pick<Appointment, 'id' | 'orgId' | 'providerId' | 'patientId'>;
type Seen = Pick<WaitingPatient, 'id' | 'orgId' | 'patientId' | 'since' | 'seenAt'>;

/**
 * Keeps on record that the viewer waits, as long as they are the appointment's patient. Call `follow` with
 * every state of it, `stay` once per round and `leave` at the end.
 */
export function openWaiting(ctx: WatchContext, appointment: Awaited) {
  let waiting: ReturnType<typeof awaitVisit> | undefined;
  let hasLeft = false;
  function follow(now: Awaited | undefined) {
    if (now && isPatientOf(now, ctx.viewer)) {
      if (!hasLeft) waiting ??= awaitVisit(ctx, now);
    } else {
      void waiting?.lose();
      waiting = undefined;
    }
  }
  follow(appointment);
  return {
    follow,
    stay: () => waiting?.stay(),
    leave() {
      hasLeft = true;
      return waiting?.leave();
    },
  };
}

/**
 * A failed write is reported, not thrown, so that the patient's subscription survives it. The next refresh
 * makes up for it.
 */
function awaitVisit({ db, events, requestId }: WatchContext, appointment: Awaited) {
  const { id, orgId, patientId } = appointment;
  const topic = providerTopicOf(appointment);
  const now = new Date();
  const seen: Seen = { id, orgId, patientId, since: now, seenAt: now };

  // In order, so that `leave` never overtakes `arrive`.
  const inTurn = inOrder((error) => events.onProblem(error, requestId));
  const withOthers = (work: (db: Db, those: Seen[]) => Promise<void>) => events.batch(db, orgId, work, seen);

  void inTurn(async () => {
    await withOthers(arrive);
    events.publish(topic, String(id));
  });
  let rounds = 0;
  return {
    stay() {
      rounds += 1;
      if (rounds % SEEN_EVERY_ROUNDS === 0) void inTurn(() => withOthers(goOn));
    },
    leave: () => inTurn(() => withOthers(leave)),
    lose: () => inTurn(() => withOthers(lose)),
  };
}

async function arrive(db: Db, those: Seen[]) {
  const rows = oncePerVisit(those);
  const gone = remove(db, WaitingPatient, { id: rows.map(({ id }) => id), $not: { seenAt: fresh() } });
  await Promise.all([db.apply(gone), write(db, rows)]);
}

/**
 * Only the last of several tabs gets the new `seenAt`. `leave` ignores the others, because theirs is older.
 */
async function goOn(db: Db, those: Seen[]) {
  const seenAt = new Date();
  const lastOf = new Map(those.map((one) => [one.id, one]));
  await write(
    db,
    oncePerVisit(those).map((row) => ({ ...row, seenAt })),
  );
  for (const last of lastOf.values()) last.seenAt = seenAt;
}

/**
 * Does nothing if the row has a later `seenAt`: another tab, or a new connection of this one, still waits.
 */
async function leave(db: Db, those: Seen[]) {
  const leaving = those.map(({ id, seenAt }) =>
    db.apply(update(db, WaitingPatient, { id, seenAt }, { seenAt: lingering() })),
  );
  // This fails when the server stops and has closed its database. The row then expires by itself.
  await Promise.all(leaving).catch(() => {});
}

/** Who has lost the visit waits no more, and does not linger. */
async function lose(db: Db, those: Seen[]) {
  await Promise.all(
    those.map(({ id, patientId }) => db.apply(remove(db, WaitingPatient, { id, patientId }))),
  );
}

/**
 * With several tabs open, `since` comes from the first and `seenAt` from the last. Rows are sorted by id so
 * that two nodes cannot deadlock.
 */
function oncePerVisit(those: Seen[]) {
  const rows = new Map<number, Seen>();
  for (const one of those) rows.set(one.id, { ...(rows.get(one.id) ?? one), seenAt: one.seenAt });
  return [...rows.values()].sort((one, other) => one.id - other.id);
}

/**
 * On conflict an earlier `since` stays. One statement per row keeps the text
 * constant, so it stays prepared. All rows go in one round trip.
 */
const write = (db: Db, rows: Seen[]) =>
  Promise.all(rows.map((row) => db.apply(upsert(db, WaitingPatient, row, ['patientId', 'seenAt']))));
