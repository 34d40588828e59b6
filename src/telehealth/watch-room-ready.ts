import type { appointmentRow } from '../appointments/appointment.entity.ts';
import { findAppointment } from '../appointments/find-appointment.ts';
import { isPatientOf, takesPartIn } from '../appointments/visit-rules.ts';
import { isStillOnRecord } from '../people/is-still-on-record.ts';
import type { RowOf } from '../platform/database/read.ts';
import { inOrder } from '../platform/events/in-order.ts';
import { Stream } from '../platform/events/push-stream.ts';
import { Unauthenticated } from '../platform/refusals.ts';
import { type WatchContext, watch } from '../platform/use-case.ts';
import { awaitVisit } from './await-visit.ts';
import { type Look, lookAt, lookAtAll, MAX_WATCHED } from './look-at-visits.ts';
import type { RoomReady } from './room-ready.ts';
import { topicsFor } from './topics.ts';

/** Tells a participant how things are now and whenever they change. Without an appointment: of every open visit of theirs. */
export const watchRoomReady = watch({
  action: 'wait for a telehealth visit',
  subject: async (ctx, { appointmentId }: { appointmentId?: number | undefined }) =>
    appointmentId === undefined ? undefined : findAppointment(ctx, { appointmentId }),
  allow: (viewer, appointment) =>
    appointment ? takesPartIn(appointment, viewer) : topicsFor(viewer).length > 0,
  open: (ctx, appointment) => readinessStream(ctx, appointment && participantsOf(appointment)),
});

type Participants = Pick<RowOf<typeof appointmentRow>, 'id' | 'orgId' | 'providerId' | 'patientId'>;

/** As much of an appointment as a stream keeps for as long as it lasts. */
const participantsOf = ({ id, orgId, providerId, patientId }: Participants) => ({
  id,
  orgId,
  providerId,
  patientId,
});

/** Hints say where to look, and rounds make up for lost hints. What is told is always read from the database. */
function readinessStream(ctx: WatchContext, appointment: Participants | undefined) {
  const { events, viewer, requestId } = ctx;
  // An older state must never overtake a newer one.
  const inTurn = inOrder((error) => events.onProblem(error, requestId));

  async function lookAndTell(look: Look, batch: typeof events.batch) {
    const [states, isKnown] = await Promise.all([look(batch), isStillOnRecord(ctx, batch)]);
    // As a new request of theirs would be answered. Silence would leave them waiting.
    if (!isKnown)
      return stream.fail(new Unauthenticated('The token names no person of this organization any more'));
    for (const state of states) stream.push(state);
  }
  function tell(look: Look, batch = events.batch) {
    void inTurn(() =>
      lookAndTell(look, batch).catch((error: unknown) => {
        events.missed(() => look(batch));
        throw error;
      }),
    );
  }

  const lookAtWatched = appointment ? lookAt(ctx, appointment.id) : lookAtAll(ctx);
  // Listen before looking, so a room that opens in between is not missed.
  const unsubscribes = topicsFor(viewer).map((topic) =>
    events.subscribe(topic, (key) => {
      if (!appointment || Number(key) === appointment.id) tell(lookAt(ctx, Number(key)));
    }),
  );
  const waiting = appointment && isPatientOf(appointment, viewer) ? awaitVisit(ctx, appointment) : undefined;
  const leaveRounds = events.rounds.join(viewer.orgId, () => {
    tell(lookAtWatched, events.batchInRounds);
    waiting?.stay();
  });
  const stream = new Stream<RoomReady>(MAX_WATCHED * 2, () => {
    leaveRounds();
    for (const unsubscribe of unsubscribes) unsubscribe();
    return waiting?.leave();
  });
  tell(lookAtWatched);
  return stream;
}
