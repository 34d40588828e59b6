import type { Appointment } from '../appointments/appointment.entity.ts';
import type { Hint, Notices } from '../platform/events/events.ts';
import type { Viewer } from '../platform/viewer.ts';

const providers = (orgId: number, providerId: number) => `visits.${orgId}.provider-${providerId}`;
const patients = (orgId: number, patientId: number) => `visits.${orgId}.patient-${patientId}`;

type Participants = Pick<Appointment, 'orgId' | 'providerId' | 'patientId'>;

/** The event topics of an appointment's provider and patient. */
export const topicsOf = ({ orgId, providerId, patientId }: Participants) => [
  providers(orgId, providerId),
  patients(orgId, patientId),
];

/** The event topic of the appointment's provider. */
export const providerTopicOf = ({ orgId, providerId }: Participants) => providers(orgId, providerId);

/** The event topics that a viewer subscribes to: theirs as a provider, as a patient, or both. */
export function topicsFor({ orgId, providerId, patientId }: Viewer) {
  return [
    ...(providerId === undefined ? [] : [providers(orgId, providerId)]),
    ...(patientId === undefined ? [] : [patients(orgId, patientId)]),
  ];
}

const LINE = /^(\d+) (\d+) (\d+) (\d+)$/;

/**
 * Changes to appointments by other programs. The triggers of `…-notify-of-appointments.ts` write a line of ids
 * for each appointment and those who take or took part in it: organization, appointment, provider, patient.
 */
export const notices: Notices = {
  readyroom_appointments(payload) {
    const hints = new Map<string, Hint>();
    for (const line of payload.split('\n')) {
      const ids = LINE.exec(line)?.slice(1).map(Number);
      // The lines did not fit, or a trigger of another release wrote them.
      if (!ids) return undefined;
      const [orgId = 0, id = 0, providerId = 0, patientId = 0] = ids; // as many as the expression has groups
      for (const topic of topicsOf({ orgId, providerId, patientId }))
        hints.set(`${topic} ${id}`, { topic, key: String(id) });
    }
    return [...hints.values()];
  },
};
