import type { FilterQuery } from '@mikro-orm/core';
import type { Appointment } from '../appointments/appointment.entity.ts';
import { STILL_OPEN, takesPartIn } from '../appointments/visit-rules.ts';
import type { WatchContext } from '../platform/context.ts';
import type { Reader } from '../platform/database/db.ts';
import type { Batcher } from '../platform/events/batcher.ts';
import type { Viewer } from '../platform/viewer.ts';
import { type RoomReady, readReadiness } from './room-ready.ts';

/** Most appointments that one subscription watches, soonest first. */
export const MAX_WATCHED = 200;

/**
 * Reads the current state. The batcher merges simultaneous reads within an organization into one statement.
 */
export type Look = (batch: Batcher) => Promise<RoomReady[]>;

/** Reads one visit. Empty once the viewer no longer takes part in it. */
export const lookAt =
  ({ db, viewer }: WatchContext, id: number): Look =>
  async (batch) => {
    const state = (await batch(db, viewer.orgId, readVisits, id)).get(id);
    return state && takesPartIn(state.appointment, viewer) ? [state] : [];
  };

/**
 * Reads the viewer's open visits. Providers are not batched: they may have more than the limit, which SQL
 * applies.
 */
export const lookAtAll =
  ({ db, viewer }: WatchContext): Look =>
  async (batch) => {
    const { orgId, providerId, patientId } = viewer;
    if (patientId === undefined || providerId !== undefined)
      return readReadiness(db, openVisitsOf(viewer), MAX_WATCHED);
    return (await batch(db, orgId, readVisitsOf, patientId)).get(patientId)?.slice(0, MAX_WATCHED) ?? [];
  };

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
