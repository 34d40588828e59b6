/**
 * The names that Ciyex clients have given an appointment's room over the years: `apt123`, `APT123`, `appt-123`,
 * `apt123-1767000000000`, `practice-1-apt123-p45-pt89`. All of them mean the appointment, so all of them mean one room.
 */
const KNOWN_SHAPES = /^(?:[a-z\d-]+-)?app?t-?(?<id>\d{1,18})(?:-\d+)?(?:-p\d+-pt\d+)?$/i;

/** The one name every answer uses: lower case, as Prosody compares it. */
export const roomNameOf = (appointmentId: number) => `apt${appointmentId}`;

/** The appointment's id as text, or `undefined` for a name of no known shape. */
export const appointmentIdIn = (roomName: string) => KNOWN_SHAPES.exec(roomName.trim())?.groups?.id;
