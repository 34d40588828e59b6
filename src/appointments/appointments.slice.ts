import { defineSlice } from '../platform/slice.ts';
import { Appointment, appointmentRow } from './appointment.entity.ts';
import { AppointmentsResolver } from './appointments.resolver.ts';
import { sessionRow, TelehealthSession } from './session.entity.ts';

const actions = ['list appointments', 'see an appointment'] as const;

declare module '../platform/context.ts' {
  interface ActionsBySlice {
    appointments: (typeof actions)[number];
  }
}

/** Appointments and their telehealth sessions. */
export const appointments = defineSlice({
  name: 'appointments',
  entities: [Appointment, TelehealthSession],
  resolvers: [AppointmentsResolver],
  references: { Appointment: appointmentRow, TelehealthSession: sessionRow },
  actions,
});
