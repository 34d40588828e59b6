import { findAppointment } from '../appointments/find-appointment.ts';
import { isProviderOf } from '../appointments/visit-rules.ts';
import { jitsiSettings } from '../organizations/jitsi-settings.ts';
import { Conflict } from '../platform/errors.ts';
import { change } from '../platform/use-case.ts';

/** Recording is Jitsi's own doing, by the moderator whose token allows it. Here it is only asked for, and put on record. */
export const setRecording = change({
  action: 'record a telehealth visit',
  subject: (ctx, input: { appointmentId: number; on: boolean }) => findAppointment(ctx, input),
  allow: (viewer, appointment) => isProviderOf(appointment, viewer),
  async run(work, appointment, { on }) {
    const { features } = await jitsiSettings(work, appointment.orgId);
    if (!features.recording) throw new Conflict('Recording is disabled for this organization');
    work.audit.detail = on ? 'start' : 'stop';
    return { recording: on };
  },
});
