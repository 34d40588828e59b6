import type { FilterQuery } from '@mikro-orm/core';
import { Repeater, SlidingBuffer } from '@repeaterjs/repeater';
import type { Appointment, appointmentRow } from '../appointments/appointment.entity.ts';
import { findAppointment } from '../appointments/find-appointment.ts';
import { isPatientOf, STILL_OPEN, TELEHEALTH, takesPartIn } from '../appointments/visit-rules.ts';
import type { RequestContext } from '../platform/context.ts';
import type { RowOf } from '../platform/read.ts';
import { view } from '../platform/use-case.ts';
import type { Viewer } from '../platform/viewer.ts';
import { awaitVisit } from './await-visit.ts';
import { type RoomReady, readReadiness } from './room-ready.ts';
import { topicsFor } from './topics.ts';

/** The present state is told again at least this often, in milliseconds: a client can tell a dead stream from a quiet one. */
const REPEAT_EVERY = 25_000;
/** At most so many appointments of one person are watched at a time, the soonest first. */
const MAX_WATCHED = 200;

/** Tells a participant how things are now and whenever they change. Without an appointment: for every open telehealth visit of theirs. */
export const watchRoomReady = view({
  action: 'wait for a telehealth visit',
  subject: async (ctx, { appointmentId }: { appointmentId?: number | undefined }) =>
    appointmentId === undefined ? undefined : findAppointment(ctx, { appointmentId }),
  allow: (viewer, appointment) => (appointment ? takesPartIn(appointment, viewer) : topicsFor(viewer).length > 0),
  read: readinessStream,
});

const openVisitsOf = ({ providerId, patientId }: Viewer): FilterQuery<Appointment> => ({
  status: STILL_OPEN,
  visitType: TELEHEALTH,
  $or: [...(providerId === undefined ? [] : [{ providerId }]), ...(patientId === undefined ? [] : [{ patientId }])],
});

/**
 * Hints say where to look; what is told is always read from the database, through the viewer's own eyes.
 * A Repeater, since an async generator that waits does not notice that its listener has gone.
 */
function readinessStream(ctx: RequestContext, appointment: RowOf<typeof appointmentRow> | undefined) {
  const { em, events, viewer, requestId } = ctx;
  const watched = appointment ? { id: appointment.id } : openVisitsOf(viewer);
  const concerns = (appointmentId: number) => !appointment || appointmentId === appointment.id;
  return new Repeater<RoomReady>(
    async (push, stop) => {
      let telling = Promise.resolve();
      const tell = (where: FilterQuery<Appointment>) => {
        // One after the other, so that an older state never overtakes a newer one. A failed look is made up for by the next.
        telling = telling.then(async () => {
          for (const state of await readReadiness(em, where, MAX_WATCHED)) void push(state);
        });
        return telling.catch((error: unknown) => {
          telling = Promise.resolve();
          events.onProblem(error, requestId);
        });
      };

      // Listen before looking, so a room that opens in between is not missed.
      const listen = (topic: string) =>
        events.subscribe(topic, ({ appointmentId }) => concerns(appointmentId) && void tell({ id: appointmentId }));
      const unsubscribes = await Promise.all(topicsFor(viewer).map(listen));
      const repeat = setInterval(() => void tell(watched), REPEAT_EVERY);
      void tell(watched);
      const leave = appointment && isPatientOf(appointment, viewer) ? awaitVisit(ctx, appointment) : undefined;

      await stop;
      clearInterval(repeat);
      await Promise.all([leave?.(), ...unsubscribes.map((unsubscribe) => unsubscribe())]);
    },
    new SlidingBuffer(MAX_WATCHED * 2),
  );
}
