import { field } from '../platform/use-case.ts';
import type { Appointment } from './appointment.entity.ts';
import { sessionsRow } from './session.entity.ts';

const MAX_LISTED = 20;

/** The sessions of an appointment that the viewer can see, oldest first: the last 20. */
export const listSessions = field(async ({ load }, { id }: Appointment) =>
  (await load.all(sessionsRow, id))
    .toSorted((one, other) => one.startedAt.getTime() - other.startedAt.getTime())
    .slice(-MAX_LISTED),
);
