import type { Appointment } from '../appointments/appointment.entity.ts';
import type { RequestContext } from '../platform/context.ts';
import { providerTopicOf } from './topics.ts';
import { freshFrom, lingering, WaitingPatient } from './waiting-patient.entity.ts';

/** How often a patient who goes on waiting is seen, in milliseconds: twice before the row would count for nothing. */
const SEEN_EVERY = 2 * 60_000;

type Awaited = Pick<Appointment, 'id' | 'orgId' | 'providerId' | 'patientId'>;

/**
 * Keeps on record that the appointment's patient waits, until the returned function is called. What cannot be written is
 * reported and made up for by the next time: the patient's own waiting must not fail for it.
 */
export function awaitVisit({ em, events, requestId }: RequestContext, appointment: Awaited) {
  const { id, orgId, patientId } = appointment;
  let seenAt = new Date();

  async function see() {
    seenAt = new Date();
    // Whoever was here already keeps their `since`.
    await em.fork().upsert(WaitingPatient, { id, orgId, patientId, since: seenAt, seenAt }, { onConflictMergeFields: ['seenAt'] });
  }

  async function arrive() {
    await em.fork().nativeDelete(WaitingPatient, { id, seenAt: { $lt: freshFrom() } });
    await see();
    await events.publish(providerTopicOf(appointment), { appointmentId: id });
  }

  async function leave() {
    // Only if nobody was seen later: another tab, or the connection that took the place of this one, waits on.
    const leaving = em.fork().nativeUpdate(WaitingPatient, { id, seenAt }, { seenAt: lingering() });
    await leaving.catch(() => 'a server that stops has closed its database; the row counts for nothing by itself, only later');
  }

  // One after the other, so that whoever leaves in a hurry has arrived before.
  let writing = Promise.resolve();
  const write = (work: () => Promise<unknown>) => {
    writing = writing.then(async () => void (await work())).catch((error: unknown) => events.onProblem(error, requestId));
    return writing;
  };

  void write(arrive);
  const timer = setInterval(() => void write(see), SEEN_EVERY);
  return () => {
    clearInterval(timer);
    return write(leave);
  };
}
