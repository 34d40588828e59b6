import {
  arrival,
  BATCH,
  hurriedStep,
  KINDS_OF_TELLING,
  ROUND,
  SEEN_EVERY_ROUNDS,
  VISITS_PER_PATIENT,
  visit,
} from './costs.mjs';

const TICKS_PER_SECOND = 20;
const TICKS_PER_STEP = (ROUND.seconds / ROUND.stops) * TICKS_PER_SECOND;

/**
 * A fleet in simulated time. Each node makes its rounds like src/platform/events/rounds.ts, and each patient
 * has a place in them. `sendTo` chooses the node for a patient of a clinic. `random` makes it repeatable.
 */
export function openFleet({ nodes: count, random, sendTo }) {
  const nodes = Array.from({ length: count }, () => openNode(Math.floor(random() * TICKS_PER_STEP)));
  const alive = [...nodes];
  const waiting = [];
  let tick = 0;
  let now = { transactions: 0, writes: 0, hints: 0 };

  function pay(cost, times = 1) {
    for (const key of Object.keys(now)) now[key] += (cost[key] ?? 0) * times;
  }

  /**
   * `since` is the round (of five) and the stop of arrival, for patients who were waiting before the start.
   */
  function seat(clinic, since) {
    const node = alive[sendTo(clinic, alive.length)];
    return { clinic, node, leave: node.join(clinic, since) };
  }

  return {
    /** Adds a patient who waits from the beginning. */
    seatAtOnce(clinic) {
      waiting.push(
        seat(clinic, {
          round: Math.floor(random() * SEEN_EVERY_ROUNDS),
          stop: Math.floor(random() * ROUND.stops),
        }),
      );
    },
    arrive(clinic) {
      waiting.push(seat(clinic));
      pay(arrival);
    },
    /**
     * A random patient has their visit and leaves. Another one of the same clinic arrives, so the number
     * stays the same.
     */
    haveVisit() {
      const index = Math.floor(random() * waiting.length);
      const { clinic, leave: go } = waiting[index];
      go();
      waiting[index] = seat(clinic);
      pay(visit);
    },
    /** The broker is reachable again. Each node makes a hurried round once it has reconnected. */
    heal: (withinSeconds) => {
      for (const node of alive) node.hurry(tick + Math.floor(random() * withinSeconds * TICKS_PER_SECOND));
    },
    /** A node dies, and its patients come to other nodes. Returns their number. */
    die() {
      const dead = alive.pop();
      let returned = 0;
      for (const [index, patient] of waiting.entries()) {
        if (patient.node !== dead) continue;
        waiting[index] = seat(patient.clinic);
        pay(arrival);
        returned += 1;
      }
      return returned;
    },
    /** Simulates one second. Returns the load on PostgreSQL and the broker. */
    second() {
      for (const end = tick + TICKS_PER_SECOND; tick < end; tick++)
        for (const node of alive) node.tick(tick, pay);
      const seen = now;
      now = { transactions: 0, writes: 0, hints: 0 };
      return seen;
    },
    most: () => Math.max(...alive.map((node) => node.patients())),
  };
}

function openNode(offset) {
  const stops = Array.from({ length: ROUND.stops }, () => ({ rounds: 0, clinics: new Map() }));
  let patients = 0;
  let next = 0;
  let hurried = 0;
  let hurryAt = Number.POSITIVE_INFINITY;

  /** Same rule as in src/platform/events/rounds.ts. */
  function stepsToOwnStop(clinic, moment) {
    let steps = ROUND.quiet;
    while (
      !ROUND.ownStops.some((offset) => (clinic + offset) % ROUND.stops === (moment + steps) % ROUND.stops)
    )
      steps += 1;
    return steps;
  }

  function join(clinic, kind, moment) {
    const steps = stepsToOwnStop(clinic, moment);
    const stop = stops[(moment + steps) % ROUND.stops];
    const here = stop.clinics.get(clinic) ?? {
      visits: 0,
      told: new Array(KINDS_OF_TELLING).fill(0),
      seen: new Array(SEEN_EVERY_ROUNDS).fill(0),
    };
    stop.clinics.set(clinic, here);
    here.visits += 1;
    const counts = kind.told === undefined ? here.seen : here.told;
    const passedOver = steps >= ROUND.stops ? 1 : 0;
    const index = kind.told ?? kind.seen ?? (stop.rounds + passedOver) % SEEN_EVERY_ROUNDS;
    counts[index] += 1;
    return () => {
      counts[index] -= 1;
      here.visits -= 1;
      if (here.visits === 0) stop.clinics.delete(clinic);
    };
  }

  function visitAll(stop, pay) {
    stop.rounds += 1;
    for (const { told, seen } of stop.clinics.values()) {
      for (const listeners of told) pay({ transactions: Math.ceil(listeners / BATCH) });
      const present = seen[stop.rounds % SEEN_EVERY_ROUNDS];
      pay({ transactions: Math.ceil(present / BATCH), writes: present });
    }
  }

  return {
    patients: () => patients,
    join(clinic, { round, stop = next } = {}) {
      patients += 1;
      // The reads of both subscriptions, and the refresh of the waiting patient.
      const leaves = [{ told: 0 }, { told: 1 }, { seen: round }].map((kind) => join(clinic, kind, stop));
      return () => {
        patients -= 1;
        for (const go of leaves) go();
      };
    },
    hurry(at) {
      hurryAt = at;
      hurried = ROUND.stops;
    },
    tick(tick, pay) {
      if (hurried > 0 && tick >= hurryAt) {
        visitAll(stops[--hurried], pay);
        hurryAt = tick + Math.round(hurriedStep(patients * VISITS_PER_PATIENT) * TICKS_PER_SECOND);
      }
      if (tick % TICKS_PER_STEP !== offset) return;
      visitAll(stops[next], pay);
      next = (next + 1) % ROUND.stops;
    },
  };
}
