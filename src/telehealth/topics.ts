import type { Appointment } from '../appointments/appointment.entity.ts';
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
