import { toRowId } from '../platform/database/row-id.ts';

/**
 * Room names of past and present Ciyex clients: `apt123`, `APT123`, `appt-123`, `apt123-1767000000000`,
 * `practice-1-apt123-p45-pt89`. All names of one appointment mean the same room.
 */
const KNOWN_SHAPES = /^(?:[a-z\d-]+-)?app?t-?(?<id>\d{1,18})(?:-\d+)?(?:-p\d+-pt\d+)?$/i;

/** The canonical room name, used in every answer. Lower case, because Prosody compares it that way. */
export const roomNameOf = (appointmentId: number) => `apt${appointmentId}`;

/** Returns the appointment's id as text, or `undefined` if the name has no known form. */
export const appointmentIdIn = (roomName: string) => KNOWN_SHAPES.exec(roomName.trim())?.groups?.id;

/**
 * The oldest EHR's name of a visit without an appointment: `p89-pr45-1767000000000`, with the patient, the
 * provider and the time of the click.
 */
const ON_DEMAND = /^p(?<patient>\d{1,18})-pr(?<provider>\d{1,18})-(?<clickedAt>\d{1,18})$/i;

export interface OnDemandRoom {
  patientId: number;
  providerId: number;
  /** In one spelling. */
  name: string;
}

/** Returns undefined if the name has another form. */
export function onDemandRoomIn(roomName: string): OnDemandRoom | undefined {
  const { patient, provider, clickedAt } = ON_DEMAND.exec(roomName.trim())?.groups ?? {};
  if (!clickedAt) return undefined;
  const [patientId, providerId] = [toRowId(Number(patient)), toRowId(Number(provider))];
  return { patientId, providerId, name: `p${patientId}-pr${providerId}-${clickedAt}` };
}
