import type { Appointment } from '../../appointments/appointment.entity.ts';
import { TelehealthSession } from '../../appointments/session.entity.ts';
import { asOrganization } from '../../platform/database/as-viewer.ts';
import { update, upsert } from '../../platform/database/write.ts';
import { inOrder } from '../../platform/events/in-order.ts';
import type { Application } from '../../platform/slice.ts';
import { providerTopicOf } from '../topics.ts';
import { RoomPresence } from './room-presence.entity.ts';

/** Renew `seenAt` every five rounds of 25 s: twice before the presence would expire (5 min). */
const SEEN_EVERY_ROUNDS = 5;

interface Attendee {
  visit: Pick<Appointment, 'id' | 'orgId' | 'providerId' | 'patientId'>;
  sessionId: number;
  /** `provider-45` or `patient-89`. */
  identity: string;
  requestId: string;
}

/**
 * Records that a person is in the practice room, which is a sign of life of the session, and tells the
 * provider. Call the result when the person leaves. A failed write is reported, not thrown: the call goes on.
 */
export function attendRoom(
  { db: database, events }: Pick<Application, 'db' | 'events'>,
  { visit, sessionId, identity, requestId }: Attendee,
) {
  const db = asOrganization(database, visit.orgId);
  let seenAt = new Date();

  // In order, so that leaving never overtakes coming.
  const inTurn = inOrder((error) => events.onProblem(error, requestId));
  const tellProvider = () => events.publish(providerTopicOf(visit), String(visit.id));
  async function write() {
    seenAt = new Date();
    const row = { sessionId, identity, appointmentId: visit.id, orgId: visit.orgId, seenAt, leftAt: null };
    await Promise.all([
      db.apply(upsert(db, RoomPresence, row, ['seenAt', 'leftAt'])),
      db.apply(update(db, TelehealthSession, { id: sessionId, endedAt: null }, { lastSeenAt: seenAt })),
    ]);
  }

  void inTurn(async () => {
    await write();
    tellProvider();
  });
  let rounds = 0;
  const leaveRounds = events.rounds.join(visit.orgId, () => {
    rounds += 1;
    if (rounds % SEEN_EVERY_ROUNDS === 0) void inTurn(write);
  });
  return () => {
    leaveRounds();
    void inTurn(async () => {
      // Does nothing if another window has taken over: it has a later `seenAt`. This fails when the server
      // stops and has closed its database. The presence then expires by itself.
      const leaving = update(db, RoomPresence, { sessionId, identity, seenAt }, { leftAt: new Date() });
      await db.apply(leaving).catch(() => {});
      tellProvider();
    });
  };
}
