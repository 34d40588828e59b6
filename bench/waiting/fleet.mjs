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
 * A fleet in simulated time: each node makes its rounds as src/platform/events/rounds.ts does, and every patient has a place of
 * their own in them. `sendTo` says which node a patient of a clinic comes to; `random` makes it repeatable.
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

  /** `since` says in which of five rounds, and at which of its stops, somebody came who has been here all along. */
  function seat(clinic, since) {
    const node = alive[sendTo(clinic, alive.length)];
    return { clinic, node, leave: node.join(clinic, since) };
  }

  return {
    /** Those who wait at the beginning. */
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
    /** Somebody's visit takes place, from its start to the leaving; another of the same clinic comes, so that as many wait as before. */
    haveVisit() {
      const index = Math.floor(random() * waiting.length);
      const { clinic, leave: go } = waiting[index];
      go();
      waiting[index] = seat(clinic);
      pay(visit);
    },
    /** The broker can be reached again: each node hurries, from the moment it has come back. */
    heal: (withinSeconds) => {
      for (const node of alive) node.hurry(tick + Math.floor(random() * withinSeconds * TICKS_PER_SECOND));
    },
    /** A node dies; those who waited there come to others. Answers with how many. */
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
    /** One second; answers with what PostgreSQL and the broker saw of it. */
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

  /** As src/platform/events/rounds.ts finds it. */
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
      // Of all visits, of the one, and that they are still here.
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
