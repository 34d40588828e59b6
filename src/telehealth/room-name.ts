/**
 * Room names of past and present Ciyex clients: `apt123`, `APT123`, `appt-123`, `apt123-1767000000000`,
 * `practice-1-apt123-p45-pt89`. All names of one appointment mean the same room.
 */
const KNOWN_SHAPES = /^(?:[a-z\d-]+-)?app?t-?(?<id>\d{1,18})(?:-\d+)?(?:-p\d+-pt\d+)?$/i;

/** The canonical room name, used in every answer. Lower case, because Prosody compares it that way. */
export const roomNameOf = (appointmentId: number) => `apt${appointmentId}`;

/** Returns the appointment's id as text, or `undefined` if the name has no known form. */
export const appointmentIdIn = (roomName: string) => KNOWN_SHAPES.exec(roomName.trim())?.groups?.id;
