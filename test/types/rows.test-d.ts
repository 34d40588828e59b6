import { Appointment, type appointmentRow } from '../../src/appointments/appointment.entity.ts';
import { type RowOf, rowOf } from '../../src/platform/database/shape.ts';

/** A row has every column of its entity. `npm run check` compiles this file; nothing runs it. */

type Row = RowOf<typeof appointmentRow>;

export const reasonOf = (row: Row) => row.reason;

// @ts-expect-error A column that is left out on purpose is not of the row.
export const dayOf = (row: Row) => row.startDate;

// @ts-expect-error Only columns can be left out.
export const misspelt = rowOf(Appointment, { without: ['startDay'] });
