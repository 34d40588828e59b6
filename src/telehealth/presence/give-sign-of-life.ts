import { TelehealthSession } from '../../appointments/session.entity.ts';
import type { Transaction } from '../../platform/database/db.ts';
import { update } from '../../platform/database/write.ts';

/** Signs of life need no finer time: a forgotten visit ends after hours. */
const EVERY_MS = 60_000;

/** Puts off the time at which the open session would end by itself. Writes once a minute at most. */
export function giveSignOfLife(
  db: Transaction,
  { id, lastSeenAt }: Pick<TelehealthSession, 'id' | 'lastSeenAt'>,
) {
  const now = new Date();
  if (Math.abs(now.getTime() - lastSeenAt.getTime()) < EVERY_MS) return;
  db.write(update(db, TelehealthSession, { id, endedAt: null }, { lastSeenAt: now }));
}
