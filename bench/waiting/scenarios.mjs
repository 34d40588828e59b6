import { arrival, hurriedStep, ROUND, SEEN_EVERY_ROUNDS, visit } from './costs.mjs';
import { openFleet } from './fleet.mjs';
import { waiting } from './model.mjs';
import { normalFrom, randomFrom } from './random.mjs';

/** The time from opening the waiting room to leaving it. */
const STAY_SECONDS = 600;
const WATCH_SECONDS = 8 * ROUND.seconds;
const BACK_WITHIN_SECONDS = 0.75;
/** The maximum duration of a hurried round. */
const HURRY_SECONDS = Math.ceil(hurriedStep(Number.POSITIVE_INFINITY) * ROUND.stops + BACK_WITHIN_SECONDS);

/** How a load balancer chooses the node for a patient. */
export const balancers = {
  'any node': (random) => (_clinic, nodes) => Math.floor(random() * nodes),
  "the clinic's node": () => (clinic, nodes) => (Math.imul(clinic, 0x9e3779b1) >>> 0) % nodes,
};

/**
 * The number of patients per clinic: few large clinics, many small ones (log-normal, the median is half of
 * the mean).
 */
export function clinicsOf(patients, random) {
  const normal = normalFrom(random);
  const weights = Array.from({ length: Math.ceil(patients / 50) }, () =>
    Math.exp(normal() * Math.sqrt(2 * Math.LN2)),
  );
  const share = patients / weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => Math.round(weight * share));
}

/**
 * Simulates a fleet on an ordinary day, after a broker outage and after the death of a node, beside the
 * arithmetic.
 */
export function aDay({ patients, nodes, balancer, seed = 1 }) {
  const random = randomFrom(seed);
  const clinics = clinicsOf(patients, random);
  const fleet = openFleet({ nodes, random, sendTo: balancers[balancer](random) });
  for (const [clinic, size] of clinics.entries())
    for (let one = 0; one < size; one++) fleet.seatAtOnce(clinic + 1);
  const present = clinics.reduce((sum, size) => sum + size, 0);
  const visitsPerSecond = present / STAY_SECONDS;

  const second = () => {
    for (let owed = poisson(visitsPerSecond, random); owed > 0; owed--) fleet.haveVisit();
    return fleet.second();
  };
  const seconds = (count) => Array.from({ length: count }, second);
  const ordinary = seconds(WATCH_SECONDS);
  fleet.heal(BACK_WITHIN_SECONDS);
  // Without visits, whose randomness would disturb the comparison.
  const hurried = Array.from({ length: HURRY_SECONDS }, () => fleet.second());
  const most = fleet.most();
  const returned = fleet.die();
  const death = fleet.second();

  // If each clinic has its own node, compute with one node: the clinic's patients are nowhere else.
  const alone = waiting({ nodes: balancer === 'any node' ? nodes : 1, clinics });
  const visits = {
    transactions: visitsPerSecond * visit.transactions,
    writes: visitsPerSecond * visit.writes,
    hints: visitsPerSecond * visit.hints,
  };
  return {
    patients: present,
    nodes,
    balancer,
    most,
    visitsPerSecond,
    waiting: alone,
    expected: {
      transactions: alone.transactions + visits.transactions,
      writes: alone.writes + visits.writes,
      hints: visits.hints,
    },
    mean: meanOf(ordinary),
    peak: peakOf(ordinary),
    hurried: {
      transactions: totalOf(hurried).transactions,
      expected: (ROUND.seconds + hurried.length) * alone.transactions,
      peak: peakOf(hurried).transactions + visits.transactions,
    },
    death: {
      transactions: death.transactions,
      expected: alone.transactions + returned * arrival.transactions,
      peak: death.transactions + visits.transactions,
    },
  };
}

/** Simulates the measurement: patients arrive within `arrivalSeconds`, then wait for five rounds. */
export function simulateWaiting({ nodes, clinics, arrivalSeconds, seed = 1 }) {
  const random = randomFrom(seed);
  const fleet = openFleet({ nodes, random, sendTo: balancers['any node'](random) });
  // Alternate between clinics.
  const queue = clinics.flatMap((size, clinic) =>
    Array.from({ length: size }, (_, turn) => ({ clinic: clinic + 1, turn })),
  );
  queue.sort((a, b) => a.turn - b.turn);
  const duration = Math.ceil(arrivalSeconds);
  for (let second = 0; second < duration; second++) {
    for (const { clinic } of queue.splice(0, Math.ceil(queue.length / (duration - second))))
      fleet.arrive(clinic);
    fleet.second();
  }
  for (let settle = 0; settle < 11; settle++) fleet.second();
  return meanOf(Array.from({ length: ROUND.seconds * SEEN_EVERY_ROUNDS }, () => fleet.second()));
}

function poisson(mean, random) {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalFrom(random)()));
  let count = 0;
  for (let left = random(); left > Math.exp(-mean); left *= random()) count += 1;
  return count;
}

const reduce = (seconds, f) =>
  Object.fromEntries(Object.keys(seconds[0]).map((key) => [key, f(seconds.map((second) => second[key]))]));
const totalOf = (seconds) => reduce(seconds, (values) => values.reduce((sum, value) => sum + value, 0));
const peakOf = (seconds) => reduce(seconds, (values) => Math.max(...values));
const meanOf = (seconds) =>
  reduce(seconds, (values) => values.reduce((sum, value) => sum + value, 0) / values.length);
