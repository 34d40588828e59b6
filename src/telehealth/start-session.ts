import { findAppointment } from '../appointments/find-appointment.ts';
import { isProviderOf } from '../appointments/visit-rules.ts';
import { BadUserInput } from '../platform/errors.ts';
import { change } from '../platform/use-case.ts';
import { admit } from './jitsi-token.ts';
import { openSession } from './open-session.ts';
import { seatOf } from './seat.ts';

export interface StartSession {
  appointmentId: number;
  ttlSeconds?: number | null | undefined;
  /** Legacy clients name both people again; they must be the appointment's. */
  expected?: { providerId: number; patientId: number };
}

export const START = 'start a telehealth visit';

/** The provider opens the visit and gets a moderator's token. Starting twice opens it once and tells nobody again. */
export const startSession = change({
  action: START,
  subject: (ctx, input: StartSession) => findAppointment(ctx, input),
  allow: (viewer, appointment) => isProviderOf(appointment, viewer),
  async run(work, appointment, { ttlSeconds, expected }) {
    if (expected && (expected.providerId !== appointment.providerId || expected.patientId !== appointment.patientId)) {
      throw new BadUserInput("providerId and patientId must be the appointment's");
    }
    const { session } = await openSession(work, appointment.id);
    const admission = await admit(work, appointment, await seatOf(work, appointment), ttlSeconds);
    return { session, join: { ...admission, session } };
  },
});
