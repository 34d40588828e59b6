import { findAppointment } from '../appointments/find-appointment.ts';
import { isProviderOf } from '../appointments/visit-rules.ts';
import { jitsiSettings } from '../organizations/jitsi/jitsi-settings.ts';
import { Conflict } from '../platform/refusals.ts';
import { change } from '../platform/use-case.ts';

/** Recording is Jitsi's own doing, by the moderator whose token allows it. Here it is only asked for, and put on record. */
export const setRecording = change({
  action: 'record a telehealth visit',
  // Front ends that keep one recorder for all visits do not say which one they mean.
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
