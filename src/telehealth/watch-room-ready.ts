import type { FilterQuery } from '@mikro-orm/core';
import type { Appointment, appointmentRow } from '../appointments/appointment.entity.ts';
import { findAppointment } from '../appointments/find-appointment.ts';
import { isPatientOf, STILL_OPEN, TELEHEALTH, takesPartIn } from '../appointments/visit-rules.ts';
import { isStillOnRecord } from '../people/is-still-on-record.ts';
import type { RequestContext } from '../platform/context.ts';
import type { Db } from '../platform/database/db.ts';
import type { RowOf } from '../platform/database/read.ts';
import type { Batcher } from '../platform/events/batcher.ts';
import type { Hint } from '../platform/events/events.ts';
import { Stream } from '../platform/events/push-stream.ts';
import { Unauthenticated } from '../platform/refusals.ts';
import { view } from '../platform/use-case.ts';
import type { Viewer } from '../platform/viewer.ts';
import { awaitVisit } from './await-visit.ts';
import { type RoomReady, readReadiness } from './room-ready.ts';
import { topicsFor } from './topics.ts';

/** At most so many appointments of one person are watched at a time, the soonest first. */
const MAX_WATCHED = 200;

/** Tells a participant how things are now and whenever they change. Without an appointment: for every open telehealth visit of theirs. */
export const watchRoomReady = view({
  action: 'wait for a telehealth visit',
  subject: async (ctx, { appointmentId }: { appointmentId?: number | undefined }) =>
    appointmentId === undefined ? undefined : findAppointment(ctx, { appointmentId }),
  allow: (viewer, appointment) =>
    appointment ? takesPartIn(appointment, viewer) : topicsFor(viewer).length > 0,
  read: (ctx, appointment) => readinessStream(ctx, appointment && participantsOf(appointment)),
});

const OPEN_VISIT: FilterQuery<Appointment> = { status: STILL_OPEN, visitType: TELEHEALTH };

const openVisitsOf = ({ providerId, patientId }: Viewer): FilterQuery<Appointment> => ({
  ...OPEN_VISIT,
  $or: [
    ...(providerId === undefined ? [] : [{ providerId }]),
    ...(patientId === undefined ? [] : [{ patientId }]),
  ],
});

type Participants = Pick<RowOf<typeof appointmentRow>, 'id' | 'orgId' | 'providerId' | 'patientId'>;

/** Of an appointment, what somebody who waits for it needs for as long as they do. */
const participantsOf = ({ id, orgId, providerId, patientId }: Participants) => ({
  id,
  orgId,
  providerId,
  patientId,
});

/** Reads how things are for many appointments at once: whose each is, is judged by whoever is told. */
const readVisits = async (db: Db, ids: number[]) =>
  new Map((await readReadiness(db, { id: ids })).map((state) => [state.appointmentId, state]));

/** Reads the open visits of many patients at once. They have few; a provider, who may have more than are watched, looks alone. */
const readVisitsOf = async (db: Db, patientIds: number[]) => {
  const found = await readReadiness(db, { ...OPEN_VISIT, patientId: patientIds });
  return Map.groupBy(found, ({ appointment }) => appointment.patientId);
};

/**
 * Hints say where to look, and rounds make up for those that were lost; what is told is always read from the database: together for
 * all of an organization who look at the same time, and then told to whom it concerns.
 */
function readinessStream(ctx: RequestContext, appointment: Participants | undefined) {
  const { db, events, viewer, requestId } = ctx;
  const { orgId, providerId, patientId } = viewer;

  type Look = (batch: Batcher) => Promise<RoomReady[]>;
  const lookAt =
    (id: number): Look =>
    async (batch) => {
      const state = (await batch(db, orgId, readVisits, id)).get(id);
      return state && takesPartIn(state.appointment, viewer) ? [state] : [];
    };
  const lookAtAll: Look = async (batch) => {
    if (patientId === undefined || providerId !== undefined)
      return readReadiness(db, openVisitsOf(viewer), MAX_WATCHED);
    return (await batch(db, orgId, readVisitsOf, patientId)).get(patientId)?.slice(0, MAX_WATCHED) ?? [];
  };
  const look = appointment ? lookAt(appointment.id) : lookAtAll;

  let telling = Promise.resolve();
  function tell(what: Look, batch = events.batch) {
    // One after the other, so that an older state never overtakes a newer one.
    telling = telling.then(async () => {
      const [states, isKnown] = await Promise.all([what(batch), isStillOnRecord(ctx, batch)]);
      // As they would be answered if they came now. Silence would leave them waiting.
      if (!isKnown)
        return stream.fail(new Unauthenticated('The token names no person of this organization any more'));
      for (const state of states) stream.push(state);
    });
    telling.catch((error: unknown) => {
      telling = Promise.resolve();
      events.onProblem(error, requestId);
      events.missed(() => what(batch));
    });
  }

  // Listen before looking, so a room that opens in between is not missed.
  const hear = ({ appointmentId }: Hint) => {
    if (!appointment || appointmentId === appointment.id) tell(lookAt(appointmentId));
  };
  const unsubscribes = topicsFor(viewer).map((topic) => events.subscribe(topic, hear));
  const waiting = appointment && isPatientOf(appointment, viewer) ? awaitVisit(ctx, appointment) : undefined;
  const leaveRounds = events.rounds.join(orgId, () => {
    tell(look, events.batchInRounds);
    waiting?.stay();
  });
  const stream = new Stream<RoomReady>(MAX_WATCHED * 2, () => {
    leaveRounds();
    for (const unsubscribe of unsubscribes) unsubscribe();
    return waiting?.leave();
  });
  tell(look);
  return stream;
}
