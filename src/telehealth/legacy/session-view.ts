import { isOpen } from '../../appointments/visit-rules.ts';
import { patientRow } from '../../people/patient.entity.ts';
import { providerRow } from '../../people/provider.entity.ts';
import { type Caller, related } from '../../platform/use-case.ts';
import type { WithSession } from '../find-visit.ts';
import { getJoinableVisit, getVisit } from '../get-visit.ts';
import type { Admission } from '../jitsi-token.ts';
import { joinSession } from '../join-session.ts';
import { roomNameOf } from '../room-name.ts';

const patientOf = related(patientRow, ({ patientId }: { patientId: number }) => patientId);
const providerOf = related(providerRow, ({ providerId }: { providerId: number }) => providerId);

interface Input {
  appointmentId: number;
}

/**
 * A visit in the "session" shape of current Ciyex front ends. They embed `joinUrl` if there is no `wsUrl`, and
 * we never send a `wsUrl`. Without either they show a call that there is not, so what nobody could join is
 * refused.
 */
export async function sessionView(caller: Caller, input: Input) {
  const visit = await getJoinableVisit(caller, input);
  if (!isOpen(visit, visit.session)) return viewOf(caller, visit, 'SCHEDULED');
  return viewOf(caller, visit, 'IN_PROGRESS', await joinSession(caller, input));
}

/** The same, of a visit that the caller has just ended. */
export const endedSessionView = async (caller: Caller, input: Input) =>
  viewOf(caller, await getVisit(caller, input), 'ENDED');

async function viewOf(
  caller: Caller,
  visit: WithSession,
  status: 'SCHEDULED' | 'IN_PROGRESS' | 'ENDED',
  admission?: Admission,
) {
  const [patient, provider] = await Promise.all([patientOf(caller, visit), providerOf(caller, visit)]);
  const roomName = roomNameOf(visit.id);
  return {
    id: String(visit.id),
    roomName,
    status,
    patientId: visit.patientId,
    patientName: patient?.name ?? '',
    providerName: provider?.name ?? '',
    providerType: 'jitsi' as const,
    joinInfo: {
      roomName,
      ...(admission && { joinUrl: admission.meetingUrl, token: admission.token }),
    },
  };
}
