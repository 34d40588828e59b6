import type { Appointment } from '../appointments/appointment.entity.ts';
import { isProviderOf } from '../appointments/visit-rules.ts';
import { patientRow } from '../people/patient.entity.ts';
import type { ViewContext } from '../platform/context.ts';
import { BadUserInput } from '../platform/refusals.ts';
import type { Viewer } from '../platform/viewer.ts';

/** As whom somebody sits in the room. */
export interface Participant {
  /** `provider-45` or `patient-89`: comes back in Jitsi's own reports of who joined. */
  identity: string;
  name: string;
  email?: string | undefined;
  moderator: boolean;
}

type Participants = Pick<Appointment, 'id' | 'orgId' | 'providerId' | 'patientId'>;

/** A provider who asks as a patient wants a link to send on, not a seat of their own. */
export const asksForPatientLink = (appointment: Participants, viewer: Viewer, identity?: string | null) =>
  isProviderOf(appointment, viewer) && /^patient-/i.test(identity ?? '');

/** Role and person come from the viewer; the identity a client sends is a hint, and never makes anyone a moderator. */
export async function participantOf(
  { viewer, load }: ViewContext,
  appointment: Participants,
  identity?: string | null,
): Promise<Participant> {
  if (asksForPatientLink(appointment, viewer, identity)) {
    if (identity?.toLowerCase() !== `patient-${appointment.patientId}`)
      throw new BadUserInput("identity must be this appointment's patient");
    const patient = await load(patientRow, appointment.patientId);
    return {
      identity: `patient-${appointment.patientId}`,
      name: patient?.name ?? 'Patient',
      email: patient?.email ?? undefined,
      moderator: false,
    };
  }
  const moderator = isProviderOf(appointment, viewer);
  return {
    identity: moderator ? `provider-${viewer.providerId}` : `patient-${viewer.patientId}`,
    name: viewer.name,
    email: viewer.email,
    moderator,
  };
}
