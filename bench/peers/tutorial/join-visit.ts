import { randomUUID } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Appointment, AppointmentStatus, AuditEntry, OrgSetting, SessionStatus } from './entities.ts';
import { admissionOf } from './room-token.ts';

const OVER = [AppointmentStatus.COMPLETED, AppointmentStatus.CANCELLED, AppointmentStatus.NO_SHOW];

/** The same error for closed, foreign and unopened visits, so that it does not reveal which one it is. */
export class NotReady extends Error {
  override message = 'Room not found or not started yet';
}

/** Joins a patient to an open visit. */
export async function joinVisit({ em, viewer }: Context, id: number, door: string) {
  const visit = await em.findOne(
    Appointment,
    { id, patient: viewer.patientId },
    { populate: ['session', 'patient'] },
  );
  const { patient, session } = visit ?? {};
  if (!patient || !session) throw new NotReady();

  await em.transactional(async (tx) => {
    const appointment = await tx.findOneOrFail(Appointment, id, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    const current = await tx.refreshOrFail(session);
    if (OVER.includes(appointment.status) || current.endedAt) throw new NotReady();
    const settings = await tx.find(OrgSetting, { orgId: viewer.orgId });
    if (settings.length > 0)
      throw new Error('An organization with settings of its own is not part of this measurement');

    current.patientJoinedAt ??= new Date();
    current.status = SessionStatus.IN_PROGRESS;
    tx.create(AuditEntry, {
      orgId: viewer.orgId,
      at: new Date(),
      actor: `patient-${viewer.patientId}`,
      action: 'join a telehealth visit',
      appointmentId: id,
      subject: `appointment-${id}`,
      door,
      allowed: true,
      requestId: randomUUID(),
    });
  });
  return admissionOf(patient, id, session.id);
}
