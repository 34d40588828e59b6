// What the code does, counted by reading it; the measurement says whether it was read right. Transactions, since under row-level
// security what is asked in the same moment is one of its own (who is asking, the reads).

/** src/platform/events/rounds.ts */
export const ROUND = { seconds: 25, stops: 25, quiet: 16, ownStops: [0, 12] };
/** src/platform/database/read.ts: how many are read, told or seen by one statement. */
export const BATCH = 500;
/** From one stop to the next in a hurry, in seconds, for so many visits of a node. */
export const hurriedStep = (visits) => Math.min(Math.max(visits / ROUND.stops / 1_000, 0.05), 0.4);
/** Of 25 moments to come at, how many lead to each of a clinic's own stops: those since the one before. */
export const OWN_STOP_SHARES = ROUND.ownStops.map(
  (stop, index) => (stop - (ROUND.ownStops.at(index - 1) ?? 0) + ROUND.stops) % ROUND.stops,
);
/** src/telehealth/await-visit.ts */
export const SEEN_EVERY_ROUNDS = 5;
/** In the portal a patient is told of all their visits, and of the one they wait for (web/src/telehealth). */
export const VISITS_PER_PATIENT = 2;
/** Of all visits, and of the one: the appointments with their sessions, for each of the two kinds of telling (room-ready.ts). */
export const KINDS_OF_TELLING = 2;
/** src/platform/events/broker/maintain-connection.ts: both of a node's connections to Redis are asked every 2 s whether they are still there. */
export const PINGS_PER_NODE_AND_SECOND = 1;

/** Person and organization, together, of a caller whose token this node has not seen for 5 minutes (enter.ts, identify-viewer.ts). */
const RECOGNIZE = 1;
/** A hint makes both of a patient's subscriptions look, together, at the appointment and its session. */
const LOOK = 1;

/** A patient opens the waiting room: all visits, the appointment, how things are, that they wait. Who comes in the same moment shares them. */
export const arrival = { transactions: RECOGNIZE + 1 + 1 + 1 + 1, writes: 1, hints: 1 };
/** A provider starts: the change with its audit entry; provider and patient are hinted, and the patient looks. */
export const start = { transactions: RECOGNIZE + 1 + LOOK, writes: 2, hints: 2 };
/** The patient joins: the appointment and its session, the change with its audit entry. */
const join = { transactions: RECOGNIZE + 1 + 1, writes: 2, hints: 1 };
/** The provider ends: as the start, and the appointment is completed, too; the day's usage is counted, the provider's and everyone's. */
const end = { transactions: RECOGNIZE + 1 + LOOK, writes: 5, hints: 2 };
export const joinAndEnd = sum(join, end);
/** Who leaves the waiting room sets back one row. */
export const leave = { transactions: 1, writes: 1, hints: 0 };
/** From opening the waiting room to leaving it, without the waiting. */
export const visit = sum(arrival, start, joinAndEnd, leave);

function sum(...parts) {
  const total = (key) => parts.reduce((all, part) => all + part[key], 0);
  return { transactions: total('transactions'), writes: total('writes'), hints: total('hints') };
}

/** A hint as events.ts writes it, in bytes, with what each broker puts around it for every node that hears it. */
export function hintBytes(broker, { orgId = 1_000, patientId = 1_000_000 } = {}) {
  const topic = `visits.${orgId}.patient-${patientId}`;
  const message = JSON.stringify({
    from: crypto.randomUUID(),
    news: { topic, hint: { appointmentId: patientId } },
  });
  // RESP: an array of "message", the channel and the message. What NATS counts is the message alone.
  const redis = `*3\r\n$7\r\nmessage\r\n$9\r\nreadyroom\r\n$${message.length}\r\n${message}\r\n`;
  return { redis, nats: message }[broker].length;
}
