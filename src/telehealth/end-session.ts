import { Appointment, AppointmentStatus } from '../appointments/appointment.entity.ts';
import { SessionEnd, SessionStatus, TelehealthSession } from '../appointments/session.entity.ts';
import { isOver, isProviderOf } from '../appointments/visit-rules.ts';
import { update } from '../platform/database/write.ts';
import { Conflict } from '../platform/refusals.ts';
import { change } from '../platform/use-case.ts';
import { lockVisit } from './lock-visit.ts';
import { topicsOf } from './topics.ts';

/** Completes the visit. Nobody can join any more, and waiting clients are told. Ending twice is harmless. */
export const endSession = change({
  action: 'end a telehealth visit',
  lock: ({ db }, { appointmentId }: { appointmentId: number }) => lockVisit(db, appointmentId),
  allow: (viewer, { appointment }) => isProviderOf(appointment, viewer),
  async run({ db, announce }, { appointment, session }, { appointmentId: id }) {
    if (!session) throw new Conflict('This visit has not been started');
    if (session.endedAt) return session;
    const end = { endedAt: new Date(), endedBy: SessionEnd.PROVIDER, status: SessionStatus.ENDED };
    // Before the appointment: its trigger ends what it finds open in the name of the EHR.
    db.write(update(db, TelehealthSession, { id: session.id }, end));
    if (!isOver(appointment))
      db.write(update(db, Appointment, { id }, { status: AppointmentStatus.COMPLETED }));
    announce(topicsOf(appointment), id);
    return { ...session, ...end };
  },
});
