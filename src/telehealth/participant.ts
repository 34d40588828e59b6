import type { Appointment } from '../appointments/appointment.entity.ts';
import { isProviderOf } from '../appointments/visit-rules.ts';
import { patientRow } from '../people/patient.entity.ts';
import type { ViewContext } from '../platform/context.ts';
import { BadUserInput } from '../platform/refusals.ts';
import type { Viewer } from '../platform/viewer.ts';

/** A person in a meeting, as the room token describes them. */
export interface Participant {
  /** `provider-45` or `patient-89`. Jitsi's reports of joins repeat it. */
  identity: string;
  name: string;
  email?: string | undefined;
  moderator: boolean;
}

type Participants = Pick<Appointment, 'id' | 'orgId' | 'providerId' | 'patientId'>;

/**
 * Whether the appointment's provider asks for a link to forward to the patient. `provider-…` and no identity
 * mean their own seat. Throws BAD_USER_INPUT for anything else: a client that misspells the patient would
 * forward a moderator's link.
 */
export function asksForPatientLink(appointment: Participants, viewer: Viewer, identity?: string | null) {
  if (identity == null || !isProviderOf(appointment, viewer)) return false;
  // Some EHR clients put the time behind it.
  if (identity.startsWith('provider-')) return false;
  if (identity === `patient-${appointment.patientId}`) return true;
  throw new BadUserInput("identity must begin with provider-, or be that of this appointment's patient", [
    'identity',
  ]);
}

/**
 * Role and person come from the viewer. The client's `identity` is a hint and never makes anyone a moderator.
 */
export async function participantOf(
  { viewer, load }: ViewContext,
  appointment: Participants,
  identity?: string | null,
): Promise<Participant> {
  if (asksForPatientLink(appointment, viewer, identity)) {
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
