import { Field, ObjectType } from 'type-graphql';
import type { Appointment } from '../../appointments/appointment.entity.ts';
import { currentSessionRow } from '../../appointments/session.entity.ts';
import { field } from '../../platform/use-case.ts';
import { isPresent, presencesRow } from './room-presence.entity.ts';

@ObjectType()
export class ParticipantPresence {
  @Field(() => Boolean, { description: 'Whether they are in the room now.' }) declare present: boolean;
}

@ObjectType({ description: 'Who is and was in the room of a session. Each is null for who never came.' })
export class Attendance {
  @Field(() => ParticipantPresence, { nullable: true, description: 'For staff; null for everyone else.' })
  declare provider: ParticipantPresence | null;
  @Field(() => ParticipantPresence, { nullable: true })
  declare patient: ParticipantPresence | null;
}

/** Reads the session only if somebody has been in the practice room, which is rare in a list. */
export const attendanceOf = field(async ({ load }, appointment: Appointment): Promise<Attendance | null> => {
  const presences = await load.all(presencesRow, appointment.id);
  if (presences.length === 0) return null;
  const session = await load(currentSessionRow, appointment.id);
  const ofSession = presences.filter(({ sessionId }) => sessionId === session?.id);
  if (!session || ofSession.length === 0) return null;
  const presenceOf = (identity: string) => {
    const presence = ofSession.find((one) => one.identity === identity);
    return presence ? { present: !session.endedAt && isPresent(presence) } : null;
  };
  return {
    provider: presenceOf(`provider-${session.providerId}`),
    patient: presenceOf(`patient-${session.patientId}`),
  };
});
