// The costs of each step, derived from the code and checked by the measurement. It counts transactions,
// because with row-level security simultaneous statements share one (the lookup of the caller, the reads).

/** src/platform/events/rounds.ts */
export const ROUND = { seconds: 25, stops: 25, quiet: 16, ownStops: [0, 12] };
/** The most rows that one statement reads or writes (src/platform/database/read.ts). */
export const BATCH = 500;
/** The time between two stops of a hurried round in seconds, by the number of visits of a node. */
export const hurriedStep = (visits) => Math.min(Math.max(visits / ROUND.stops / 1_000, 0.05), 0.4);
/**
 * How many of the 25 possible moments of arrival lead to each of a clinic's own stops: those since the
 * previous stop.
 */
export const OWN_STOP_SHARES = ROUND.ownStops.map(
  (stop, index) => (stop - (ROUND.ownStops.at(index - 1) ?? 0) + ROUND.stops) % ROUND.stops,
);
/** src/telehealth/await-visit.ts */
export const SEEN_EVERY_ROUNDS = 5;
/**
 * A patient in the portal has two subscriptions: all visits, and the one they wait for (web/src/telehealth).
 */
export const VISITS_PER_PATIENT = 2;
/** Each of the two kinds of subscription reads appointments with their sessions (room-ready.ts). */
export const KINDS_OF_TELLING = 2;
/**
 * Both of a node's connections to Redis are pinged every 2 s
 * (src/platform/events/broker/maintain-connection.ts).
 */
export const PINGS_PER_NODE_AND_SECOND = 1;

/**
 * Reads person and organization together, if this node has not seen the token for 5 min (authenticate.ts,
 * identify-viewer.ts).
 */
const RECOGNIZE = 1;
/** After a hint, both of a patient's subscriptions read the appointment and its session, in one batch. */
const LOOK = 1;

/**
 * A patient opens the waiting room: reads of all visits, the appointment and its state, and the record that
 * they wait. Simultaneous arrivals share them.
 */
export const arrival = { transactions: RECOGNIZE + 1 + 1 + 1 + 1, writes: 1, hints: 1 };
/**
 * A provider starts the visit: the change with its audit entry. Provider and patient get a hint, and the
 * patient's node reads.
 */
export const start = { transactions: RECOGNIZE + 1 + LOOK, writes: 2, hints: 2 };
/** The patient joins: a read of the appointment and its session, then the change with its audit entry. */
const join = { transactions: RECOGNIZE + 1 + 1, writes: 2, hints: 1 };
/**
 * The provider ends the visit: like the start, and also completes the appointment and updates two daily sums.
 */
const end = { transactions: RECOGNIZE + 1 + LOOK, writes: 5, hints: 2 };
export const joinAndEnd = sum(join, end);
/** A patient who leaves the waiting room updates one row. */
export const leave = { transactions: 1, writes: 1, hints: 0 };
/** A whole visit, from opening the waiting room to leaving it, without the waiting itself. */
export const visit = sum(arrival, start, joinAndEnd, leave);

function sum(...parts) {
  const total = (key) => parts.reduce((all, part) => all + part[key], 0);
  return { transactions: total('transactions'), writes: total('writes'), hints: total('hints') };
}

/** The size of a hint in bytes, with each broker's overhead per receiving node. */
export function hintBytes(broker, { orgId = 1_000, patientId = 1_000_000 } = {}) {
  const topic = `visits.${orgId}.patient-${patientId}`;
  const message = JSON.stringify({
    from: crypto.randomUUID(),
    news: { topic, key: String(patientId) },
  });
  // RESP: an array of "message", the channel and the message. NATS counts the message alone.
  const redis = `*3\r\n$7\r\nmessage\r\n$9\r\nreadyroom\r\n$${message.length}\r\n${message}\r\n`;
  return { redis, nats: message }[broker].length;
}
