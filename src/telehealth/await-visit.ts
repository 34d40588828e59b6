import type { Appointment } from '../appointments/appointment.entity.ts';
import type { Db } from '../platform/database/db.ts';
import { remove, update, upsert } from '../platform/database/write.ts';
import { inOrder } from '../platform/events/in-order.ts';
import type { WatchContext } from '../platform/use-case.ts';
import { providerTopicOf } from './topics.ts';
import { fresh, lingering, WaitingPatient } from './waiting-patient.entity.ts';

/** A patient who goes on waiting is seen in every so many rounds of 25 s: twice before the row would count for nothing. */
const SEEN_EVERY_ROUNDS = 5;

type Awaited = Pick<Appointment, 'id' | 'orgId' | 'providerId' | 'patientId'>;
type Seen = Pick<WaitingPatient, 'id' | 'orgId' | 'patientId' | 'since' | 'seenAt'>;

/**
 * Keeps on record that the appointment's patient waits: from now on, as long as they `stay` from round to round, until they `leave`.
 * What cannot be written is reported and made up for by the next time: the patient's own waiting must not fail for it.
 */
export function awaitVisit({ db, events, requestId }: WatchContext, appointment: Awaited) {
  const { id, orgId, patientId } = appointment;
  const now = new Date();
  const seen: Seen = { id, orgId, patientId, since: now, seenAt: now };

  // A patient who leaves in a hurry has arrived before.
  const inTurn = inOrder((error) => events.onProblem(error, requestId));
  const withOthers = (work: (db: Db, those: Seen[]) => Promise<void>) => events.batch(db, orgId, work, seen);

  void inTurn(async () => {
    await withOthers(arrive);
    events.publish(providerTopicOf(appointment), String(id));
  });
  let rounds = 0;
  return {
    stay() {
      rounds += 1;
      if (rounds % SEEN_EVERY_ROUNDS === 0) void inTurn(() => withOthers(goOn));
    },
    leave: () => inTurn(() => withOthers(leave)),
  };
}

async function arrive(db: Db, those: Seen[]) {
  const rows = oncePerVisit(those);
  const gone = remove(db, WaitingPatient, { id: rows.map(({ id }) => id), $not: { seenAt: fresh() } });
  await Promise.all([db.apply(gone), write(db, rows)]);
}

/** Of those who wait for the same visit the last was seen last, so the others may leave. */
async function goOn(db: Db, those: Seen[]) {
  const seenAt = new Date();
  const lastOf = new Map(those.map((one) => [one.id, one]));
  await write(
    db,
    oncePerVisit(those).map((row) => ({ ...row, seenAt })),
  );
  for (const last of lastOf.values()) last.seenAt = seenAt;
}

/** Only if nobody was seen later: another tab, or the connection that took the place of this one, waits on. */
async function leave(db: Db, those: Seen[]) {
  const leaving = those.map(({ id, seenAt }) =>
    db.apply(update(db, WaitingPatient, { id, seenAt }, { seenAt: lingering() })),
  );
  // This fails when the server stops and has closed its database. The row then expires by itself.
  await Promise.all(leaving).catch(() => {});
}

/** Who waits in several tabs has been here since the first of them came, and was seen with the last. In one order, so that two nodes do not wait for each other. */
function oncePerVisit(those: Seen[]) {
  const rows = new Map<number, Seen>();
  for (const one of those) rows.set(one.id, { ...(rows.get(one.id) ?? one), seenAt: one.seenAt });
  return [...rows.values()].sort((one, other) => one.id - other.id);
}

/** Whoever was here already keeps their `since`. Statements of one text, which stays prepared, and one round trip. */
const write = (db: Db, rows: Seen[]) =>
  Promise.all(rows.map((row) => db.apply(upsert(db, WaitingPatient, row, ['seenAt']))));
