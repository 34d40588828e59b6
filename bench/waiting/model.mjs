import {
  arrival,
  BATCH,
  joinAndEnd,
  KINDS_OF_TELLING,
  OWN_STOP_SHARES,
  PINGS_PER_NODE_AND_SECOND,
  ROUND,
  SEEN_EVERY_ROUNDS,
  start,
} from './costs.mjs';

/**
 * Computes PostgreSQL's load per second from waiting, by arithmetic from the design alone. `clinics` has the
 * number of patients of each clinic. A load balancer sends each patient to any node. All arrived within
 * `arrivalSeconds`. Without it, arrivals are spread evenly over time.
 */
export function waiting({ nodes, clinics, arrivalSeconds = Number.POSITIVE_INFINITY }) {
  const patients = clinics.reduce((sum, size) => sum + size, 0);
  const howMany = new Map();
  for (const size of clinics) howMany.set(size, (howMany.get(size) ?? 0) + 1);
  const pictures = picturesOf(arrivalSeconds);
  let transactions = 0;
  for (const places of pictures)
    for (const place of places) {
      const perSecond = remembering((here) => transactionsPerSecond(here, place));
      for (const [size, clinicsOfThatSize] of howMany)
        transactions +=
          (clinicsOfThatSize * nodes * expected(size, place.share / nodes, perSecond)) / pictures.length;
    }
  return { transactions, writes: patients / (ROUND.seconds * SEEN_EVERY_ROUNDS) };
}

/** Predicts everything that the benchmark measures. */
export function predict({ broker, ...fleet }) {
  const { transactions, writes } = waiting(fleet);
  return {
    'transactions/s, waiting': transactions,
    'rows written/s, waiting': writes,
    ...(broker === 'redis' && { 'pings/s': fleet.nodes * PINGS_PER_NODE_AND_SECOND }),
    ...each('arrival', arrival),
    ...each('start', start),
    ...each('join and end', joinAndEnd),
    // The new node has not seen their token. Their waiting row exists and is refreshed.
    ...each('return', { transactions: arrival.transactions, hints: arrival.hints }),
  };
}

const each = (what, { transactions, writes, hints }) => ({
  [`transactions, ${what}`]: transactions,
  ...(writes && { [`rows written, ${what}`]: writes }),
  [`hints, ${what}`]: hints,
});

/**
 * Returns where the patients of a clinic are in the rounds: their stop, the round (of five) of their refresh,
 * and the share of patients there. It depends on the position of the round at the first arrival, so there is
 * one picture per position.
 */
function picturesOf(arrivalSeconds) {
  const cycle = ROUND.seconds * SEEN_EVERY_ROUNDS;
  const seconds = Math.min(Math.ceil(arrivalSeconds), cycle);
  const phases = seconds === cycle ? [0] : Array.from({ length: ROUND.seconds }, (_, phase) => phase);
  return phases.map((phase) => {
    const places = OWN_STOP_SHARES.map(() => ({ share: 0, rounds: new Array(SEEN_EVERY_ROUNDS).fill(0) }));
    for (let second = 0; second < seconds; second++) {
      const moment = phase + second;
      const place = places[ownStopAt(moment % ROUND.seconds)];
      place.share += 1 / seconds;
      place.rounds[Math.floor(moment / ROUND.seconds) % SEEN_EVERY_ROUNDS] += 1 / seconds;
    }
    return places.filter(({ share }) => share > 0);
  });
}

function ownStopAt(moment) {
  let end = 0;
  return OWN_STOP_SHARES.findIndex((share) => {
    end += share;
    return moment < end;
  });
}

/** Transactions per second for the patients of one clinic on one node at one stop. */
function transactionsPerSecond(patients, { share, rounds }) {
  const batches = Math.ceil(patients / BATCH);
  const told = batches * KINDS_OF_TELLING;
  const seen = rounds.reduce((sum, round) => sum + expectedBatches(patients, round / share), 0);
  return (told + seen / SEEN_EVERY_ROUNDS) / ROUND.seconds;
}

/** The number of statements that refresh the patients whose turn is in the same round. */
function expectedBatches(patients, share) {
  const inOne = patients * share;
  return inOne > BATCH ? inOne / BATCH + 0.5 : 1 - (1 - share) ** patients;
}

/** The expected value of `f(k)` for a binomially distributed `k`. */
function expected(trials, chance, f) {
  if (chance >= 1) return f(trials);
  let logOfChance = trials * Math.log(1 - chance);
  let sum = 0;
  for (let hits = 0; hits <= trials; hits++) {
    const weight = Math.exp(logOfChance);
    if (weight > 1e-12) sum += weight * f(hits);
    else if (hits > trials * chance) break;
    logOfChance += Math.log((trials - hits) / (hits + 1)) + Math.log(chance / (1 - chance));
  }
  return sum;
}

function remembering(f) {
  const known = new Map();
  return (n) => {
    if (!known.has(n)) known.set(n, f(n));
    return known.get(n);
  };
}
