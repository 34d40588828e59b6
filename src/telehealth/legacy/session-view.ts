import { isOpen } from '../../appointments/visit-rules.ts';
import { patientRow } from '../../people/patient.entity.ts';
import { providerRow } from '../../people/provider.entity.ts';
import { Conflict } from '../../platform/refusals.ts';
import { type Caller, related } from '../../platform/use-case.ts';
import { getVisit } from '../get-visit.ts';
import type { Admission } from '../jitsi-token.ts';
import { joinSession } from '../join-session.ts';
import { roomNameOf } from '../room-name.ts';

const patientOf = related(patientRow, ({ patientId }: { patientId: number }) => patientId);
const providerOf = related(providerRow, ({ providerId }: { providerId: number }) => providerId);

/**
 * A visit in the "session" shape of current Ciyex front ends. They embed `joinUrl` if there is no `wsUrl`,
 * and we never send a `wsUrl`.
 */
export async function sessionView(caller: Caller, { appointmentId }: { appointmentId: number }) {
  const { appointment, session } = await getVisit(caller, { appointmentId });
  const canBeJoined = isOpen(appointment, session);
  const admission = canBeJoined
    ? await joinSession(caller, { appointmentId }).catch(unlessClosed)
    : undefined;
  // The visit ended between the read and the join, so read it again.
  if (admission === null) return sessionView(caller, { appointmentId });
  const [patient, provider] = await Promise.all([
    patientOf(caller, appointment),
    providerOf(caller, appointment),
  ]);
  return {
    id: String(appointmentId),
    roomName: roomNameOf(appointmentId),
    status: canBeJoined ? ('IN_PROGRESS' as const) : session ? ('ENDED' as const) : ('SCHEDULED' as const),
    patientId: appointment.patientId,
    patientName: patient?.name ?? '',
    providerName: provider?.name ?? '',
    providerType: 'jitsi' as const,
    joinInfo: joinInfo(appointmentId, admission),
  };
}

/** Turns the CONFLICT of a closed visit into null. */
function unlessClosed(error: unknown) {
  if (error instanceof Conflict) return null;
  throw error;
}

const joinInfo = (appointmentId: number, admission?: Admission) => ({
  roomName: roomNameOf(appointmentId),
  ...(admission && { joinUrl: admission.meetingUrl, token: admission.token }),
});
