import { LockMode } from '@mikro-orm/core';
import { Appointment } from '../appointments/appointment.entity.ts';
import type { EntityManager } from '../platform/database.ts';
import { TelehealthSession } from './session.entity.ts';

/** The appointment and its visit, as they are now. Whoever holds them decides alone: two starts at once come one after the other. */
export async function lockVisit(em: EntityManager, appointmentId: number) {
  const appointment = await em.findOneOrFail(Appointment, appointmentId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const session = await em.findOne(TelehealthSession, appointmentId);
  return { appointment, session };
}
