import { isOpen } from '../appointments/session.entity.ts';
import { patientRow } from '../people/patient.entity.ts';
import { providerRow } from '../people/provider.entity.ts';
import type { RequestContext } from '../platform/context.ts';
import { getVisit } from './get-visit.ts';
import type { Admission } from './jitsi-token.ts';
import { joinSession } from './join-session.ts';
import { roomNameOf } from './room-name.ts';

/** A visit as current Ciyex front ends know a "session". They embed `joinUrl` when there is no `wsUrl`, which there never is. */
export async function visitCard(ctx: RequestContext, { appointmentId }: { appointmentId: number }) {
  const { appointment, session } = await getVisit(ctx, { appointmentId });
  const [patient, provider] = await Promise.all([
    ctx.load(patientRow, appointment.patientId),
    ctx.load(providerRow, appointment.providerId),
  ]);
  const admission = isOpen(session) ? await joinSession(ctx, { appointmentId }) : undefined;
  return {
    id: String(appointmentId),
    roomName: roomNameOf(appointmentId),
    status: statusOf(session),
    patientId: appointment.patientId,
    patientName: patient?.name ?? '',
    providerName: provider?.name ?? '',
    providerType: 'jitsi' as const,
    joinInfo: joinInfo(appointmentId, admission),
  };
}

function statusOf(session: { endedAt?: Date | null | undefined } | null) {
  if (!session) return 'SCHEDULED' as const;
  return session.endedAt ? ('ENDED' as const) : ('IN_PROGRESS' as const);
}

const joinInfo = (appointmentId: number, admission?: Admission) => ({
  roomName: roomNameOf(appointmentId),
  ...(admission && { joinUrl: admission.meetingUrl, token: admission.token }),
});
