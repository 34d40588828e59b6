import type { Appointment } from '../appointments/appointment.entity.ts';
import type { Viewer } from '../platform/viewer.ts';

const providers = (orgId: number, providerId: number) => `visits.${orgId}.provider-${providerId}`;
const patients = (orgId: number, patientId: number) => `visits.${orgId}.patient-${patientId}`;

type Participants = Pick<Appointment, 'orgId' | 'providerId' | 'patientId'>;

/** Where news of an appointment's visit is announced: to its provider and to its patient. */
export const topicsOf = ({ orgId, providerId, patientId }: Participants) => [
  providers(orgId, providerId),
  patients(orgId, patientId),
];

/** Where news of a waiting patient is announced. */
export const providerTopicOf = ({ orgId, providerId }: Participants) => providers(orgId, providerId);

/** Where a viewer listens for news of their own visits. */
export function topicsFor({ orgId, providerId, patientId }: Viewer) {
  return [
    ...(providerId === undefined ? [] : [providers(orgId, providerId)]),
    ...(patientId === undefined ? [] : [patients(orgId, patientId)]),
  ];
}
