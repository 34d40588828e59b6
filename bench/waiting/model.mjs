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
 * What waiting costs PostgreSQL each second, by arithmetic from the design alone. `clinics` holds how many wait in each; each patient
 * is on any node, as a load balancer has it. They came within `arrivalSeconds`; without it they have been coming all along.
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

/** Everything that the bench measures. */
export function predict({ broker, ...fleet }) {
  const { transactions, writes } = waiting(fleet);
  return {
    'transactions/s, waiting': transactions,
    'rows written/s, waiting': writes,
    ...(broker === 'redis' && { 'pings/s': fleet.nodes * PINGS_PER_NODE_AND_SECOND }),
    ...each('arrival', arrival),
    ...each('start', start),
    ...each('join and end', joinAndEnd),
    // The node they come to does not know them yet. Their row is there, and renewed.
    ...each('return', { transactions: arrival.transactions, hints: arrival.hints }),
  };
}

const each = (what, { transactions, writes, hints }) => ({
  [`transactions, ${what}`]: transactions,
  ...(writes && { [`rows written, ${what}`]: writes }),
  [`hints, ${what}`]: hints,
});

/**
 * Where and when the patients of a clinic have their turn: at which of its own stops, and in which of five rounds they are seen, each
 * with the share of those who do. It depends on how the round stood when the first came: one picture for each.
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

/** For so many patients of one clinic on one node who have their turn at one of its own stops. */
function transactionsPerSecond(patients, { share, rounds }) {
  const batches = Math.ceil(patients / BATCH);
  const told = batches * KINDS_OF_TELLING;
  const seen = rounds.reduce((sum, round) => sum + expectedBatches(patients, round / share), 0);
  return (told + seen / SEEN_EVERY_ROUNDS) / ROUND.seconds;
}

/** How many statements it takes for those of so many who are seen in the same round. */
function expectedBatches(patients, share) {
  const inOne = patients * share;
  return inOne > BATCH ? inOne / BATCH + 0.5 : 1 - (1 - share) ** patients;
}

/** The expected value of `f` of a binomially distributed number. */
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
