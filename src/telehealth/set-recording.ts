import { findAppointment } from '../appointments/find-appointment.ts';
import { isProviderOf } from '../appointments/visit-rules.ts';
import { jitsiSettings } from '../organizations/jitsi/jitsi-settings.ts';
import { Conflict } from '../platform/refusals.ts';
import { change } from '../platform/use-case.ts';

/**
 * Checks that recording is allowed and audits the request. It does not control the recording: the moderator
 * starts and stops it in Jitsi. Throws CONFLICT if the organization has disabled recording.
 */
export const setRecording = change({
  action: 'record a telehealth visit',
  // The legacy `/recording/start` and `/recording/stop` endpoints name no visit.
  subject: (ctx, { appointmentId }: { appointmentId?: number; on: boolean }) =>
    appointmentId === undefined ? undefined : findAppointment(ctx, { appointmentId }),
  allow: (viewer, appointment) =>
    appointment ? isProviderOf(appointment, viewer) : viewer.providerId !== undefined,
  async run(work, _appointment, { on }) {
    const { features } = await jitsiSettings(work, work.viewer.orgId);
    if (!features.recording) throw new Conflict('Recording is disabled for this organization');
    work.audit.detail = on ? 'start' : 'stop';
    return { recording: on };
  },
});
