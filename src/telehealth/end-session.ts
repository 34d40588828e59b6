import { Appointment, AppointmentStatus } from '../appointments/appointment.entity.ts';
import { SessionStatus, TelehealthSession } from '../appointments/session.entity.ts';
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
    // Keep a final status that the EHR has set in the meantime (cancelled, no-show).
    if (!isOver(appointment))
      db.write(update(db, Appointment, { id }, { status: AppointmentStatus.COMPLETED }));
    const end = { endedAt: new Date(), status: SessionStatus.ENDED };
    db.write(update(db, TelehealthSession, { id }, end));
    announce(topicsOf(appointment), id);
    return { ...session, ...end };
  },
});
