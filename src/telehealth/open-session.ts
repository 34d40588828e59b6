import { isOver, isTelehealth } from '../appointments/visit-rules.ts';
import { BadUserInput, Conflict } from '../platform/errors.ts';
import type { Work } from '../platform/use-case.ts';
import { lockVisit } from './lock-visit.ts';
import { TelehealthSession } from './session.entity.ts';
import { topicsOf } from './topics.ts';

/** The open visit of an appointment: the one there is, or a new one that the waiting patient is told of. */
export async function openSession({ em, announce }: Work, appointmentId: number) {
  const { appointment, session } = await lockVisit(em, appointmentId);
  if (!isTelehealth(appointment)) throw new BadUserInput('This appointment is not a telehealth visit');
  if (isOver(appointment) || session?.endedAt) throw new Conflict('This visit is closed');
  if (session) return { appointment, session, isNew: false };

  const { orgId, patientId } = appointment;
  const opened = em.create(TelehealthSession, { id: appointmentId, orgId, patientId, startedAt: new Date() });
  announce(topicsOf(appointment), { appointmentId });
  return { appointment, session: opened, isNew: true };
}
