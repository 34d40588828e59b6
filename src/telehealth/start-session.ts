import { isProviderOf } from '../appointments/visit-rules.ts';
import { BadUserInput } from '../platform/refusals.ts';
import { change } from '../platform/use-case.ts';
import { issueRoomToken, prefetchJitsiSettings } from './jitsi-token.ts';
import { lockVisitToOpen } from './lock-visit.ts';
import { openSession } from './open-session.ts';
import { participantOf } from './participant.ts';

export interface StartSession {
  appointmentId: number;
  ttlSeconds?: number | null | undefined;
  /** Legacy clients also send both ids. They must match the appointment. */
  expected?: { providerId: number; patientId: number };
}

export const START = 'start a telehealth visit';

/**
 * Opens the visit and issues a moderator's token. Starting again returns the open session and announces
 * nothing.
 */
export const startSession = change({
  action: START,
  async lock(work, { appointmentId }: StartSession) {
    // Both reads start before the first await, so they share a round trip.
    const visit = lockVisitToOpen(work.db, appointmentId);
    const settings = prefetchJitsiSettings(work, work.viewer.orgId);
    return { ...(await visit), settings };
  },
  allow: (viewer, { appointment }) => isProviderOf(appointment, viewer),
  async run(work, { settings, ...visit }, { ttlSeconds, expected }) {
    const { appointment } = visit;
    if (
      expected &&
      (expected.providerId !== appointment.providerId || expected.patientId !== appointment.patientId)
    ) {
      throw new BadUserInput("providerId and patientId must be the appointment's");
    }
    const { session } = openSession(work, visit);
    const admission = issueRoomToken(
      work,
      await settings,
      session,
      await participantOf(work, appointment),
      ttlSeconds,
    );
    return { session, join: { ...admission, session } };
  },
});
