import type { appointmentRow } from '../appointments/appointment.entity.ts';
import { findAppointment } from '../appointments/find-appointment.ts';
import { takesPartIn } from '../appointments/visit-rules.ts';
import { isStillOnRecord } from '../people/is-still-on-record.ts';
import type { WatchContext } from '../platform/context.ts';
import { rowIdIn } from '../platform/database/row-id.ts';
import type { RowOf } from '../platform/database/shape.ts';
import { inOrder } from '../platform/events/in-order.ts';
import { Stream } from '../platform/events/push-stream.ts';
import { Unauthenticated } from '../platform/refusals.ts';
import { watch } from '../platform/use-case.ts';
import { openWaiting } from './await-visit.ts';
import { type IsWatched, type Look, lookAt, lookAtAll, MAX_WATCHED } from './look-at-visits.ts';
import { type RoomReady, withdrawn } from './room-ready.ts';
import { ToldVisits } from './told-visits.ts';
import { topicsFor } from './topics.ts';

/**
 * Streams the current readiness of a visit and every change to those who keep, gain or lose it. Without an
 * appointment, it covers all open visits of the viewer.
 */
export const watchRoomReady = watch({
  action: 'wait for a telehealth visit',
  subject: async (ctx, { appointmentId }: { appointmentId?: number | undefined }) =>
    appointmentId === undefined ? undefined : findAppointment(ctx, { appointmentId }),
  allow: (viewer, appointment) =>
    appointment ? takesPartIn(appointment, viewer) : topicsFor(viewer).length > 0,
  open: readinessStream,
});

/**
 * Events only say which visit to read. Every state sent to the client comes from the database. Periodic
 * rounds make up for lost events.
 */
function readinessStream(ctx: WatchContext, appointment: RowOf<typeof appointmentRow> | undefined) {
  const { events, viewer, requestId } = ctx;
  // An older state must never overtake a newer one.
  const inTurn = inOrder((error) => events.onProblem(error, requestId));
  const told = new ToldVisits();
  // Only the id is kept: a stream may live for hours.
  const watchedId = appointment?.id;
  // Who subscribes to an appointment in person is told how it is.
  const isAnyType = appointment && !appointment.telehealth;
  const isWatched: IsWatched = (visit) => takesPartIn(visit, viewer) && (isAnyType || visit.telehealth);
  const waiting = appointment && openWaiting(ctx, appointment);

  function tellOf(id: number, state: RoomReady | undefined) {
    const last = told.forget(id);
    waiting?.follow(state?.appointment);
    if (state) {
      told.remember(state);
      stream.push(state);
    } else if (last) {
      stream.push(withdrawn(last));
    }
  }
  async function lookAndTell(look: Look, batch: typeof events.batch) {
    const [seen, isKnown] = await Promise.all([look(batch), isStillOnRecord(ctx, batch)]);
    // A new request would fail the same way. Without an error the client would wait for ever.
    if (!isKnown)
      return stream.fail(new Unauthenticated('The token names no person of this organization any more'));
    for (const [id, state] of seen) tellOf(id, state);
  }
  function tell(look: Look, batch = events.batch) {
    void inTurn(() =>
      lookAndTell(look, batch).catch((error: unknown) => {
        events.missed(() => look(batch));
        throw error;
      }),
    );
  }

  const lookAtWatched =
    watchedId === undefined ? lookAtAll(ctx, told, isWatched) : lookAt(ctx, [watchedId], isWatched);
  // Subscribe before the first read, or a room that opens in between is missed.
  const unsubscribes = topicsFor(viewer).map((topic) =>
    events.subscribe(topic, (key) => {
      const id = rowIdIn(key);
      if (watchedId === undefined || id === watchedId) tell(lookAt(ctx, [id], isWatched));
    }),
  );
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
