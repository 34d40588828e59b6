import type { FilterQuery } from '@mikro-orm/core';
import type { Appointment } from '../appointments/appointment.entity.ts';
import { STILL_OPEN } from '../appointments/visit-rules.ts';
import type { WatchContext } from '../platform/context.ts';
import type { Reader } from '../platform/database/db.ts';
import type { Batcher } from '../platform/events/batcher.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { WithSession } from './find-visit.ts';
import { type RoomReady, readReadiness } from './room-ready.ts';

/** Most appointments that one subscription watches, soonest first. */
export const MAX_WATCHED = 200;

/** Visits as they are now, by id. Undefined: it is not the viewer's, or not any more. */
type Seen = Map<number, RoomReady | undefined>;

/**
 * Reads the current state. The batcher merges simultaneous reads within an organization into one statement.
 */
export type Look = (batch: Batcher) => Promise<Seen>;

/** Whether the viewer is told of the appointment. */
export type IsWatched = (appointment: WithSession) => boolean;

/** Reads these visits. */
export const lookAt =
  ({ db, viewer }: WatchContext, ids: readonly number[], isWatched: IsWatched): Look =>
  async (batch) => {
    const look = async (id: number) => {
      const state = (await batch(db, viewer.orgId, readVisits, id)).get(id);
      return [id, state && isWatched(state.appointment) ? state : undefined] as const;
    };
    return new Map(await Promise.all(ids.map(look)));
  };

/**
 * Reads the viewer's open visits, and those that were told as open and are not among them. Providers are not
 * batched: they may have more than the limit, which SQL applies.
 */
export const lookAtAll =
  (ctx: WatchContext, told: { ids: readonly number[] }, isWatched: IsWatched): Look =>
  async (batch) => {
    const open = new Map((await readOpenVisits(ctx, batch)).map((state) => [state.appointmentId, state]));
    const missing = told.ids.filter((id) => !open.has(id));
    return new Map([...open, ...(await lookAt(ctx, missing, isWatched)(batch))]);
  };

async function readOpenVisits({ db, viewer }: WatchContext, batch: Batcher) {
  const { orgId, providerId, patientId } = viewer;
  if (patientId === undefined || providerId !== undefined)
    return readReadiness(db, openVisitsOf(viewer), MAX_WATCHED);
  return (await batch(db, orgId, readVisitsOf, patientId)).get(patientId)?.slice(0, MAX_WATCHED) ?? [];
}

const OPEN_VISIT: FilterQuery<Appointment> = { status: STILL_OPEN, telehealth: true };

const openVisitsOf = ({ providerId, patientId }: Viewer): FilterQuery<Appointment> => ({
  ...OPEN_VISIT,
  $or: [
    ...(providerId === undefined ? [] : [{ providerId }]),
    ...(patientId === undefined ? [] : [{ patientId }]),
  ],
});

const readVisits = async (db: Reader, ids: number[]) =>
  new Map((await readReadiness(db, { id: ids })).map((state) => [state.appointmentId, state]));

const readVisitsOf = async (db: Reader, patientIds: number[]) => {
  const found = await readReadiness(db, { ...OPEN_VISIT, patientId: patientIds });
  return Map.groupBy(found, ({ appointment }) => appointment.patientId);
};
